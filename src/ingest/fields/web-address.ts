/** A text that is the address of a page and nothing else, in brackets or not. */
export const isWebAddress = (text: string): boolean => /^\s*[(<[]?(?:https?:\/\/|www\.)\S+$/iu.test(text);
