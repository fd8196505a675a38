/** The points in the reader's hand: by mouse, finger and key. */

import { FEWEST_POINTS, MOST_POINTS, within } from "./settings.js";

/**
 * @typedef {import("./settings.js").Point} Point
 * @typedef {import("./state.js").Desk} Desk
 * @typedef {import("./picture.js").Plane} Plane
 */

const STEP = 0.05, FINE_STEP = 0.01; // of a point, by an arrow key
const SLIP = 4; // pixels that a press may slide and still not be a drag
const APART = 0.08; // what a new point keeps from the others

export class Points {
  /** @param {Plane} plane @param {Desk} desk */
  constructor(plane, desk) {
    this.plane = plane;
    this.desk = desk;
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { svg, points } = this.plane;
    svg.addEventListener("pointerdown", (event) => this.#grasp(event), { signal });
    points.addEventListener("keydown", (event) => this.#key(/** @type {KeyboardEvent} */ (event)), { signal });
    points.addEventListener("focusin", (event) => this.desk.select(this.plane.indexOf(event.target)), { signal });
  }

  get #all() {
    return this.desk.state.settings.points;
  }

  /** @param {Point[]} points */
  #set(points) {
    this.desk.change({ points }, "points");
  }

  /** @param {number} index @param {number[]} place */
  move(index, [x1, x2]) {
    this.#set(this.#all.with(index, [within(x1), within(x2), this.#all[index][2]]));
  }

  /** Change a point's class. @param {number} index */
  turn(index) {
    const [x1, x2, label] = this.#all[index];
    this.#set(this.#all.with(index, [x1, x2, label ? 0 : 1]));
  }

  /** @param {number} index */
  remove(index) {
    if (this.#all.length <= FEWEST_POINTS) return this.desk.word("Two points are the fewest.");
    const hadFocus = this.plane.points.contains(document.activeElement);
    this.#set(this.#all.toSpliced(index, 1));
    this.desk.select(Math.min(index, this.#all.length - 1), hadFocus);
  }

  /** Add a point of the selected one's class, at a place or else near the middle. @param {number[]} [place] */
  add(place) {
    const points = this.#all;
    if (points.length >= MOST_POINTS) return this.desk.word(`${MOST_POINTS} points are the most.`);
    const [x1, x2] = place ?? freePlace(points);
    const label = points[this.desk.state.selected][2];
    const hadFocus = this.plane.points.contains(document.activeElement);
    this.#set([...points, [x1, x2, label]]);
    this.desk.select(points.length, hadFocus);
  }

  /** A pointer goes down on the plane: it may drag a point, press it, or press an empty place. @param {PointerEvent} event */
  #grasp(event) {
    if (event.button) return;
    const index = this.plane.indexOf(event.target);
    if (index < 0 && !this.plane.holds(event)) return;
    const { svg } = this.plane;
    const over = new AbortController();
    const { signal } = over;
    const own = (/** @type {(event: PointerEvent) => void} */ act) => (/** @type {Event} */ next) => {
      if (next instanceof PointerEvent && next.pointerId === event.pointerId) act(next); // other fingers have their own
    };
    let moved = false;
    const drag = (/** @type {PointerEvent} */ move) => {
      moved ||= Math.hypot(move.clientX - event.clientX, move.clientY - event.clientY) > SLIP;
      if (moved && index >= 0) this.move(index, this.plane.placeAt(move));
    };
    const leave = (/** @type {PointerEvent} */ up) => {
      over.abort();
      if (moved) return;
      if (index >= 0) this.turn(index);
      else if (this.plane.holds(up)) this.add(this.plane.placeAt(up));
    };
    if (index >= 0) {
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
      this.desk.select(index, true);
    }
    svg.addEventListener("pointermove", own(drag), { signal });
    svg.addEventListener("pointercancel", own(() => over.abort()), { signal });
    addEventListener("pointerup", own(leave), { signal });
  }

  /** A key on a point. @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const index = this.desk.state.selected, count = this.#all.length;
    const [x1, x2] = this.#all[index];
    const by = event.shiftKey ? FINE_STEP : STEP;
    const turn = () => this.turn(index);
    const remove = () => this.remove(index);
    const add = () => this.add();
    const select = (/** @type {number} */ other) => this.desk.select(other, true);
    const actions = /** @type {Record<string, () => void>} */ ({
      ArrowLeft: () => this.move(index, [x1 - by, x2]),
      ArrowRight: () => this.move(index, [x1 + by, x2]),
      ArrowDown: () => this.move(index, [x1, x2 - by]),
      ArrowUp: () => this.move(index, [x1, x2 + by]),
      PageDown: () => select((index + 1) % count),
      PageUp: () => select((index + count - 1) % count),
      Home: () => select(0),
      End: () => select(count - 1),
      Enter: turn,
      " ": turn,
      Delete: remove,
      Backspace: remove,
      Insert: add,
      "+": add,
    });
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

/** The first place on a spiral from the middle that is not taken. @param {Point[]} points */
function freePlace(points) {
  const spiral = Array.from({ length: 400 }, (_, i) => {
    const radius = 0.04 * Math.sqrt(i);
    return [0.5 + radius * Math.cos(i), 0.5 + radius * Math.sin(i)].map(within);
  });
  const isTaken = (/** @type {number[]} */ at) => points.some(([x1, x2]) => Math.hypot(x1 - at[0], x2 - at[1]) < APART);
  return spiral.find((at) => !isTaken(at)) ?? spiral[0];
}
