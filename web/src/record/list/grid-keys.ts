// Where a key takes the cursor of a grid: rows down, columns to the right.

export const moves: Record<string, [number, number]> = {
  arrowdown: [1, 0], arrowup: [-1, 0], arrowright: [0, 1], arrowleft: [0, -1], j: [1, 0], k: [-1, 0], l: [0, 1], h: [0, -1],
  pagedown: [20, 0], pageup: [-20, 0], home: [-1e9, 0], end: [1e9, 0],
};
