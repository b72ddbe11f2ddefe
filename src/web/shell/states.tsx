import type { ComponentChildren } from "preact";
import { ApiError } from "./api.ts";
import type { Resource } from "./resource.ts";
import { shellTexts } from "./texts/index.ts";

/** What a view shows when it has nothing to show, nothing yet, not all, or nothing because something failed. */

export function Empty({
	title,
	children,
	actions,
}: {
	title: string;
	children?: ComponentChildren;
	actions?: ComponentChildren;
}) {
	return (
		<div class="state empty">
			<h2>{title}</h2>
			{children !== undefined && <div class="state-text">{children}</div>}
			{actions !== undefined && <div class="actions">{actions}</div>}
		</div>
	);
}

export function Loading({ rows = 4, label }: { rows?: number; label?: string }) {
	return (
		<div class="state loading" role="status">
			<span class="hidden">{label ?? shellTexts.value.loading}</span>
			{Array.from({ length: rows }, (_, index) => (
				<div key={index} class="skeleton" aria-hidden="true" />
			))}
		</div>
	);
}

/** Something is there, but not all of it. */
export const Partial = ({ children, onRetry }: { children: ComponentChildren; onRetry?: () => void }) => (
	<div class="notice warning" role="status">
		<span>{children}</span>
		{onRetry !== undefined && (
			<button type="button" class="plain" onClick={onRetry}>
				{shellTexts.value.again}
			</button>
		)}
	</div>
);

/** What to tell of an error in the reader's language; what the API says of it is in English and stays as it is. */
export function messageOf(error: Error): string {
	const t = shellTexts.value;
	if (!(error instanceof ApiError)) return error.message || t.unknownError;
	if (error.status === 0) return t.offline;
	if (error.status === 403) return `${t.notAllowed} ${error.message}`;
	if (error.status === 429) return t.tooMany;
	const faults = error.faults.map(({ pointer, detail }) => `${pointer}: ${detail}`);
	return [error.message, ...faults, error.remedy].filter(Boolean).join(" ") || t.unknownError;
}

export function Failure({
	error,
	onRetry,
	title,
}: {
	error: Error;
	onRetry?: (() => void) | undefined;
	title?: string;
}) {
	const t = shellTexts.value;
	const id = error instanceof ApiError ? error.requestId : null;
	return (
		<div class="state failure notice error" role="alert">
			<strong>{title ?? t.failed}</strong>
			<span>{messageOf(error)}</span>
			{id !== null && <span class="muted small">{t.requestId(id)}</span>}
			{onRetry !== undefined && (
				<div class="actions">
					<button type="button" class="primary" onClick={onRetry}>
						{t.again}
					</button>
				</div>
			)}
		</div>
	);
}

/** A resource in whichever state it is. */
export function Show<T>({
	of,
	children,
	rows,
}: {
	of: Resource<T>;
	children: (value: T) => ComponentChildren;
	rows?: number;
}) {
	if (of.value !== null) {
		return (
			<>
				{of.error !== null && <Partial onRetry={of.reload}>{messageOf(of.error)}</Partial>}
				{children(of.value)}
			</>
		);
	}
	if (of.error !== null) return <Failure error={of.error} onRetry={of.reload} />;
	return <Loading {...(rows === undefined ? {} : { rows })} />;
}
