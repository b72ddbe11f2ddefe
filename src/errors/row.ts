export type Fault = "caller" | "ours";

/** One row of the table of errors. */
export interface Row {
	readonly status: number;
	readonly fault: Fault;
	/** One sentence, the same for every occurrence. */
	readonly title: string;
	/** What the caller can do about it. */
	readonly remedy: string;
}

export const caller = (status: number, title: string, remedy: string): Row => ({
	status,
	fault: "caller",
	title,
	remedy,
});
export const ours = (status: number, title: string, remedy: string): Row => ({ status, fault: "ours", title, remedy });
