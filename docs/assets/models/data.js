/**
 * Five sets of points, and points as the models want them.
 *
 * @typedef {import("./logistic.js").Vector} Vector
 * @typedef {import("./logistic.js").Matrix} Matrix
 *
 * @typedef {[number, number, 0 | 1]} Point input 1, input 2, class
 */

// deno-fmt-ignore: a row of points a line
/** The first is `datasets.four_points`, in the order of its rows. */
export const DATA = /** @type {Record<string, Point[]>} */ ({
  four: [[1, 0, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1]],
  overlap: [
    [0.05, 0.2, 1], [0.9, 0.1, 0], [-0.1, 0.75, 1], [1.15, 0.6, 0], [0.3, 1.05, 1], [0.75, 0.9, 0],
    [0.4, 0.4, 1], [0.55, 0.15, 0], [0.7, 0.55, 1], [0.35, 0.7, 0], [0.15, -0.15, 1], [1, 1.2, 0],
  ],
  outlier: [[1, 0, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1.1, 0.5, 0], [-0.1, 0.5, 1], [0.75, -0.3, 1]],
  xor: [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]],
  curved: [
    [0.5, 0.2, 1], [-0.2, 0.1, 0], [0.3, 0.05, 1], [-0.1, 0.55, 0], [0.7, 0.05, 1], [0.15, 0.9, 0], [0.5, -0.2, 1],
    [0.5, 1.05, 0], [0.35, 0.4, 1], [0.85, 0.9, 0], [0.65, 0.4, 1], [1.1, 0.55, 0], [1.2, 0.1, 0], [-0.25, -0.3, 0],
    [1.25, -0.3, 0],
  ],
});

/** Points as the models want them. @param {Point[]} points @returns {{X: Matrix, y: Vector}} */
export const table = (points) => ({ X: points.map(([x1, x2]) => [x1, x2, 1]), y: points.map((point) => point[2]) });
