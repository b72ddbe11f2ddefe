/** Of access tokens, seconds. */
export const TOKEN_LIFETIME = 30 * 60;
/** How far clocks of our own nodes may be apart, seconds. */
export const CLOCK_TOLERANCE = 5;
