/** name@host.example. It reads a text in one way only, so that of one that is no address, however long, it says so at once. */
export const EMAIL = /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/;
