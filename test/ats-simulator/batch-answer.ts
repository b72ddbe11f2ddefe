/** The envelope of a batch: what became of each key. */

export type Batch = Readonly<Record<string, unknown>> | null;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null;

/** Both halves; null for one that is not there. */
export function batchOf(body: unknown): { readonly results: Batch; readonly errors: Batch } {
	const { results, errors } = isRecord(body) ? body : {};
	return { results: isRecord(results) ? results : null, errors: isRecord(errors) ? errors : null };
}

/** Whether the refusal of a whole call says what such a refusal says. */
export function isErrorEnvelope(body: unknown, status: number): boolean {
	if (!isRecord(body)) return false;
	return typeof body.message === "string" && typeof body.serviceErrorCode === "number" && body.status === status;
}

export function messageOf(body: unknown): string {
	const { message } = isRecord(body) ? body : {};
	return typeof message === "string" ? message : JSON.stringify(body ?? "").slice(0, 300);
}
