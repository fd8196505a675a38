/** The loss on the way. */

import { draw, set } from "./ink.js";
import { decimal, power } from "../house/numerals.js";

/** Loss against epochs, both on logarithmic axes. */
export class LossChart {
  /** @param {SVGSVGElement} svg */
  constructor(svg) {
    this.svg = svg;
    this.axes = draw(svg, "g", { class: "pg-axes" });
    this.best = draw(svg, "path", { class: "pg-line-glm" });
    this.path = draw(svg, "path", { class: "pg-line-neuron" });
    this.dot = draw(svg, "circle", { class: "pg-now" });
    this.drawn = "";
    this.resize();
  }

  /** Fit the drawing to the element's size; asking for it in every frame would cost the frame. */
  resize() {
    this.width = this.svg.clientWidth;
    this.height = this.svg.clientHeight;
    this.em = parseFloat(getComputedStyle(this.svg).fontSize);
  }

  /**
   * @param {import("./training.js").Sample[]} samples @param {{epoch: number, loss: number}} now
   * @param {number | null} optimum the lowest loss there is, if there is one
   */
  draw(samples, now, optimum) {
    const { width = 0, height = 0, em = 0 } = this;
    const losses = [...samples, now].map(({ loss }) => loss).concat(optimum ?? []).filter((loss) => loss > 1e-300);
    const xs = axis(1, Math.max(10, now.epoch), 10);
    const ys = axis(Math.min(...losses), Math.max(...losses), 10 ** 0.3);
    const left = 3.6 * em, right = width - 0.8 * em, top = 1.8 * em, bottom = height - 2.7 * em;
    const x = (/** @type {number} */ epoch) => left + (right - left) * xs.share(Math.max(1, epoch));
    const y = (/** @type {number} */ loss) => bottom - (bottom - top) * ys.share(Math.max(1e-300, loss));

    const frame = [width, height, em, xs.low, xs.high, ys.low, ys.high, optimum].join();
    if (frame !== this.drawn) {
      this.drawn = frame;
      this.axes.replaceChildren();
      for (const tick of ys.ticks(height / em / 2)) {
        draw(this.axes, "path", { class: "pg-grid", d: `M${left} ${y(tick)}H${right}` });
        draw(this.axes, "text", { x: left - 0.5 * em, y: y(tick) + 0.35 * em, "text-anchor": "end" }, named(tick));
      }
      for (const tick of xs.ticks(width / em / 4)) {
        draw(this.axes, "path", { class: "pg-axis", d: `M${x(tick)} ${bottom}v${0.35 * em}` });
        draw(this.axes, "text", { x: x(tick), y: bottom + 1.25 * em, "text-anchor": "middle" }, named(tick));
      }
      draw(this.axes, "path", { class: "pg-axis", d: `M${left} ${top}V${bottom}H${right}` });
      draw(this.axes, "text", { x: (left + right) / 2, y: bottom + 2.4 * em, "text-anchor": "middle" }, "Epochs");
      if (optimum) draw(this.axes, "text", { x: right, y: y(optimum) + 1.1 * em, "text-anchor": "end" }, "optimum");
      draw(this.axes, "text", { x: 0, y: em }, "Mean loss");
    }
    const seen = [...samples.filter(({ epoch }) => epoch >= 1), ...(now.epoch >= 1 ? [now] : [])];
    const places = seen.map(({ epoch, loss }) => `${x(epoch).toFixed(1)} ${y(loss).toFixed(1)}`);
    this.path.setAttribute("d", places.length ? `M${places.join("L")}` : "");
    this.best.setAttribute("d", optimum ? `M${left} ${y(optimum)}H${right}` : "");
    set(this.dot, { cx: x(now.epoch), cy: y(now.loss), r: 0.3 * em });
    const [from, to] = [samples[0].loss, now.loss].map((loss) => decimal(loss, 4));
    const label = `Loss against epochs: ${from} at the start, ${to} after ${now.epoch} epochs`;
    this.svg.setAttribute("aria-label", label);
  }
}

/**
 * A logarithmic axis from `low` to `high`, widened to whole steps of the factor `step`.
 *
 * @param {number} low @param {number} high @param {number} step
 */
function axis(low, high, step) {
  const per = Math.log10(step);
  const first = Math.floor(Math.log10(low) / per + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) / per - 1e-9));
  const from = first * per, to = last * per;
  return {
    low: from,
    high: to,
    share: (/** @type {number} */ value) => (Math.log10(value) - from) / (to - from),
    ticks(/** @type {number} */ most) {
      const found = [];
      const decades = Math.max(1, Math.ceil((to - from) / most));
      const marks = to - from < 1.5 ? [1, 2, 5] : [1];
      for (let k = Math.floor(from); k <= to; k++) {
        if (k % decades) continue;
        for (const mark of marks) {
          const place = Math.log10(mark) + k;
          if (place >= from - 0.01 && place <= to + 0.01) found.push(mark * 10 ** k);
        }
      }
      return found;
    },
  };
}

/** A tick's name: plain near 1, a power of ten far from it. @param {number} tick */
function named(tick) {
  const exponent = Math.round(Math.log10(tick));
  return tick > 0.0099 && tick < 101 ? String(+tick.toPrecision(1)) : power(exponent);
}
