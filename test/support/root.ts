import path from 'node:path';

/** The checkout, wherever the compiled tests lie below it. */
export const root = path.resolve(__dirname, '../../..');
