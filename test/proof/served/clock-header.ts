/** Header with the time that a request comes at, milliseconds since 1970: what sets the clock of a server that has one to be set. */
export const CLOCK_HEADER = "x-clock";
