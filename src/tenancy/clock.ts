/** Now. Passed in, so that tests and replays decide what time it is. */
export type Clock = () => Date;
