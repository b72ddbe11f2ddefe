/** name@host.example. It reads a text in one way only, so that of one that is no address, however long, it says so at once. */
export const EMAIL = /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/;

/** As addresses are compared; null where a letter beyond ASCII would become one of it (the Kelvin sign: k), and one address another. */
export const foldedEmail = (text: string): string | null =>
	[...text].some((letter) => letter > "\x7f" && letter.toLowerCase() <= "\x7f") ? null : text.toLowerCase();
