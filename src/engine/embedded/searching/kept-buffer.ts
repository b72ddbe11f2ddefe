/**
 * Memory for lists that a cache keeps, within a limit of its own. Shared with nobody: of an ordinary buffer V8 counts the bytes as if they were
 * on its heap, and goes through all of that, the ids and the dictionary of all people, for every 64 MB of lists that were read.
 */
export const keptBuffer = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes);
