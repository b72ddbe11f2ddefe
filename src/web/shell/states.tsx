import type { ComponentChildren } from "preact";
import { ApiError } from "./api.ts";
import { language } from "./language.ts";
import type { Resource } from "./resource.ts";
import { ERROR_TEXTS } from "./texts/errors.ts";
import { shellTexts } from "./texts/index.ts";

/** What a view shows when it has nothing to show, nothing yet, not all, or nothing because something failed. */

export function Empty({
	title,
	heading: Heading = "h2",
	children,
	actions,
}: {
	title: string;
	/** `h1` in the place of a whole view. */
	heading?: "h1" | "h2";
	children?: ComponentChildren;
	actions?: ComponentChildren;
}) {
	return (
		<div class="state empty">
			<Heading>{title}</Heading>
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

/** Errors whose text says too little without what the service says of this one: which value, which limit, until when. It says so in English. */
const TOLD_WITH_DETAIL: ReadonlySet<string> = new Set([
	"already-exists",
	"approval-refused",
	"cooling-off",
	"file-malformed",
	"invalid-certificate",
	"invalid-field",
	"invalid-plan",
	"invalid-profile",
	"legal-hold",
	"limit-reached",
	"merged-away",
	"not-mergeable",
	"quota-exceeded",
	"tenant-not-empty",
	"withheld-by-settings",
]);

/** What an error of this code says to people, in their language; the code where the page does not know it. */
export const textOfCode = (code: string): string => ERROR_TEXTS[language.value][code] ?? code;

/** The same with what the service says of this one, where the text says too little without it. */
export const textOfProblem = ({ code, detail }: { readonly code: string; readonly detail?: string | undefined }) =>
	TOLD_WITH_DETAIL.has(code) && detail !== undefined ? `${textOfCode(code)} (${detail})` : textOfCode(code);

/** What an error says to people, in their language. */
function textOf(error: Error): string {
	const t = shellTexts.value;
	if (!(error instanceof ApiError)) return error.message || t.unknownError;
	if (error.status === 0) return t.offline;
	return ERROR_TEXTS[language.value][error.code] ?? (error.status === 429 ? t.tooMany : t.unknownError);
}

/** What the service says of this one error, where people need it; else empty. */
function detailOf(error: Error): string {
	if (!(error instanceof ApiError) || !TOLD_WITH_DETAIL.has(error.code)) return "";
	const faults = error.faults.map(({ pointer, detail }) =>
		[pointer.split("/").at(-1), detail].filter(Boolean).join(": "),
	);
	return faults.length > 0 ? faults.join("; ") : (error.detail ?? "");
}

/** What to tell of an error in one line. */
export function messageOf(error: Error): string {
	const detail = detailOf(error);
	return detail === "" ? textOf(error) : `${textOf(error)} (${detail})`;
}

/** Whether what was asked for is not there, or not for this person to see. */
export const isGone = (error: Error | null): boolean => error instanceof ApiError && error.status === 404;

/** In the place of what is not there. */
export function NotThere({ heading, actions }: { heading?: "h1"; actions?: ComponentChildren }) {
	const t = shellTexts.value;
	return (
		<Empty title={t.notThere} actions={actions} {...(heading === undefined ? {} : { heading })}>
			{t.notThereHint}
		</Empty>
	);
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
	const detail = detailOf(error);
	return (
		<div class="state failure notice error" role="alert">
			<strong>{title ?? t.failed}</strong>
			<span>{textOf(error)}</span>
			{detail !== "" && (
				<span class="small" lang="en">
					{detail}
				</span>
			)}
			{error instanceof ApiError && <ForHelpers error={error} />}
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

/** For whoever is asked to help: the number of the request, and what the service told the page. */
function ForHelpers({ error: { code, message, remedy, requestId } }: { error: ApiError }) {
	const t = shellTexts.value;
	if (requestId === null && code === "") return null;
	return (
		<details class="small">
			<summary>{requestId === null ? t.forHelpers : t.requestId(requestId)}</summary>
			<p lang="en">
				<code>{code}</code> {[message, remedy].filter(Boolean).join(" ")}
			</p>
		</details>
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
	if (isGone(of.error)) return <NotThere />;
	if (of.error !== null) return <Failure error={of.error} onRetry={of.reload} />;
	return <Loading {...(rows === undefined ? {} : { rows })} />;
}
