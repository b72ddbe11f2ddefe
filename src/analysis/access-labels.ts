/** What the sections of a person's document are protected by; who sees which is decided in sync/visibility.ts. */

/** Of what belongs to an application that only members of its job's access lists see. */
export const RESTRICTED = "restricted";

/** Of what belongs to an application to a job. */
export const jobLabel = (jobId: string): string => `job:${jobId}`;

export const applicationLabels = ({
	jobId,
	accessRestricted,
}: {
	readonly jobId: string;
	readonly accessRestricted?: boolean | undefined;
}): string[] => [jobLabel(jobId), ...(accessRestricted === true ? [RESTRICTED] : [])];
