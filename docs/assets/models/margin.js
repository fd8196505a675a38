/**
 * Lines in the plane: whether one separates two classes, which keeps the largest margin, and the angle between two.
 *
 * @typedef {import("./logistic.js").Vector} Vector
 * @typedef {import("./logistic.js").Matrix} Matrix
 *
 * @typedef {object} Margin
 * @property {"complete" | "quasi-complete" | "none"} separation
 * @property {number} gap width of the widest empty strip between the classes; below 0 they overlap by so much
 * @property {Vector | null} weights the middle of that strip, as (w1, w2, w3) with w1² + w2² = 1; null where there is none
 *
 * @typedef {object} Strip
 * @property {number} gap from the highest 0 to the lowest 1, along the direction
 * @property {number} width from the lowest 0 to the highest 1; 0 where all points lie on one line across
 * @property {Vector} weights
 */

// A place to hundredths lies on a line through two others, or at least 0.000035 off it: anything less is rounding.
const ROUNDING = 1e-9;

/**
 * Whether a line separates the classes, and the one that keeps the largest distance from both.
 *
 * Separation is that of Albert and Anderson (1984): complete if every point can be on its own side of a line,
 * quasi-complete if that needs some, though not all, to lie on the line itself, none otherwise. Points of one class are
 * separated completely, by the bias alone.
 *
 * Exact, for some of finitely many directions always decide. The widest strip touches a point of each class and runs
 * across their connection, or touches two of one class and runs along theirs. Lines that separate quasi-completely form
 * a cone, and those at its edges touch two points, of any class; if all points lie on one line, a connection of two is
 * the only direction there is.
 *
 * @param {Matrix} X @param {Vector} y
 * @returns {Margin}
 */
export function maxMargin(X, y) {
  const zeros = X.filter((_, i) => y[i] === 0);
  const ones = X.filter((_, i) => y[i] === 1);
  if (!zeros.length || !ones.length) return { separation: "complete", gap: Infinity, weights: null };

  const strips = directions(X).map((direction) => stripAlong(direction, zeros, ones));
  const widest = strips.reduce((best, strip) => (strip.gap > best.gap ? strip : best), NOWHERE);
  if (widest.gap > ROUNDING) return { separation: "complete", gap: widest.gap, weights: widest.weights };
  const touching = strips.some(({ gap, width }) => gap > -ROUNDING && width > ROUNDING);
  return { separation: touching ? "quasi-complete" : "none", gap: widest.gap, weights: null };
}

/** @type {Strip} */
const NOWHERE = { gap: -Infinity, width: 0, weights: [0, 0, 0] };

/** Along and across the connection of every two points at different places, both ways. @param {Matrix} X */
function directions(X) {
  /** @type {Vector[]} */
  const found = [];
  X.forEach(([a1, a2], i) => {
    for (const [b1, b2] of X.slice(i + 1)) {
      const length = Math.hypot(b1 - a1, b2 - a2);
      if (!length) continue;
      const u = (b1 - a1) / length, v = (b2 - a2) / length;
      found.push([u, v], [-u, -v], [-v, u], [v, -u]);
    }
  });
  return found;
}

/** @param {Vector} direction of length 1 @param {Matrix} zeros @param {Matrix} ones @returns {Strip} */
function stripAlong([w1, w2], zeros, ones) {
  let lowest = Infinity, high = -Infinity, low = Infinity, highest = -Infinity;
  for (const [x1, x2] of zeros) {
    const along = w1 * x1 + w2 * x2;
    if (along < lowest) lowest = along;
    if (along > high) high = along;
  }
  for (const [x1, x2] of ones) {
    const along = w1 * x1 + w2 * x2;
    if (along < low) low = along;
    if (along > highest) highest = along;
  }
  return { gap: low - high, width: highest - lowest, weights: [w1, w2, -(low + high) / 2] };
}

/**
 * Angle in degrees, 0 to 90, between the lines eta = 0 of two linear models; null where one of them has no line.
 *
 * @param {Vector | null} a @param {Vector | null} b
 */
export function angleBetween(a, b) {
  if (!a || !b || !hasLine(a) || !hasLine(b)) return null;
  const cross = a[0] * b[1] - a[1] * b[0];
  return (Math.atan2(Math.abs(cross), Math.abs(a[0] * b[0] + a[1] * b[1])) * 180) / Math.PI;
}

/** Whether eta changes from place to place by more than rounding noise. @param {Vector} weights */
export const hasLine = (weights) => Math.hypot(weights[0], weights[1]) > 1e-9;
