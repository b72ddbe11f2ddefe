/** When a record itself changed, whatever became of its applications: nothing that stems from one may show in a person's years. */
export const ownDate = (record: { readonly updatedAt: string; readonly ownUpdatedAt?: string | undefined }): string =>
	record.ownUpdatedAt ?? record.updatedAt;

/** The dates of a record that itself changed at `own`, with these applications. */
export function datesOf(
	own: string,
	applications: readonly { readonly updatedAt?: string | undefined }[],
): { readonly updatedAt: string; readonly ownUpdatedAt: string | undefined } {
	let updatedAt = own;
	for (const { updatedAt: at } of applications)
		if (at !== undefined && Date.parse(at) > Date.parse(updatedAt)) updatedAt = at;
	return { updatedAt, ownUpdatedAt: updatedAt === own ? undefined : own };
}
