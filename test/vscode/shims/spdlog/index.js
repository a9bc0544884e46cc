// Stands in for the native log writer, so that nothing has to be compiled.
// VS Code writes its log files and every output channel through this interface.
import fs from 'node:fs';
import path from 'node:path';

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

export class Logger {
  #level = 2;
  #raw = false;
  #file;
  constructor(_kind, _name, file) {
    this.#file = file;
  }
  #write(level, message) {
    if (level < this.#level) return;
    const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      fs.appendFileSync(this.#file, this.#raw ? message : `${stamp} [${names[level]}] ${message}\n`);
    } catch {
      // the folder goes away when a test run cleans up
    }
  }
  trace(m) {
    this.#write(0, m);
  }
  debug(m) {
    this.#write(1, m);
  }
  info(m) {
    this.#write(2, m);
  }
  warn(m) {
    this.#write(3, m);
  }
  error(m) {
    this.#write(4, m);
  }
  critical(m) {
    this.#write(5, m);
  }
  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {
    this.#raw = false;
  }
  clearFormatters() {
    this.#raw = true;
  }
  flush() {}
  drop() {}
}

export const version = 0;
export function setLevel() {}
export function setFlushOn() {}
export async function createRotatingLogger(name, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
}
export const createAsyncRotatingLogger = createRotatingLogger;
