/** What text recognition may cost. It is dear, so it has limits of its own beside those of a file. */
export const OCR_LIMITS = {
	/** Pages that are recognised; a longer scan is refused. */
	pages: 8,
	/** Pixels of one image, looked up in its header before anything is unpacked: an A4 page at 500 dots an inch has 24 million. */
	pixels: 25_000_000,
	/** Milliseconds for one file, from when recognition starts. */
	fileTime: 120_000,
	/** Bytes that a process may hold beyond its usual limit while it recognises: the engine, a language, a page. */
	extraMemory: 768 * 1024 * 1024,
	/** Seconds of processor time over the life of a process that recognises. */
	cpuSeconds: 3600,
} as const;
