/** Images of digits, of eight times eight pixels. */

/** Ink of a black pixel; a white one has none. */
export const FULL = 16;
