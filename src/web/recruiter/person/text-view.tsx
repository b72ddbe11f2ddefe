import { useRef } from "preact/hooks";
import type { Candidate } from "../../../domain/candidate.ts";
import type { ResumeText } from "../../../domain/resume-text.ts";
import { api, at } from "../../shell/api.ts";
import { useResource } from "../../shell/resource.ts";
import { Partial, Show } from "../../shell/states.tsx";
import { Marked } from "../results/marked.tsx";
import { recruiterTexts } from "../texts/index.ts";
import type { Evidence } from "./evidence.ts";
import { textAt } from "./evidence.ts";
import { PageText } from "./find-in-page.ts";
import { MarkedPlaces } from "./marked-places.tsx";
import { RecordText } from "./record-text.tsx";

interface Props {
	readonly candidate: Candidate;
	readonly evidence: Evidence;
}

type Span = readonly [start: number, end: number];

/** A resume as text, whatever its format: line by line as it was read, with the evidence marked where it stands in the file. */
export function TextView({ candidate, evidence }: Props) {
	const t = recruiterTexts.value;
	const read = useResource(candidate.id, (signal) =>
		api.get<ResumeText>(at`/v1/candidates/${candidate.id}/resume/text`, { signal }),
	);
	return (
		<Show of={read}>
			{(value) =>
				value.lines.length === 0 ? (
					<>
						<p class="muted small">{t.asRead}</p>
						<RecordText resume={candidate.resume} evidence={evidence} />
					</>
				) : (
					<Lines read={value} spans={spansOf(value, candidate, evidence)} />
				)
			}
		</Show>
	);
}

function Lines({ read: { text, truncated, lines, pageCount }, spans }: { read: ResumeText; spans: readonly Span[] }) {
	const t = recruiterTexts.value;
	const sheet = useRef<HTMLDivElement>(null);
	return (
		<>
			<MarkedPlaces count={spans.length} sheet={sheet} marks="mark" />
			<div class="text-sheet" ref={sheet}>
				{lines.map(({ start, end, page, kind, apart }, index) => {
					const here = spans.flatMap(([from, to]): Span[] =>
						from < end && start < to ? [[Math.max(from, start) - start, Math.min(to, end) - start]] : [],
					);
					const isNewPage = pageCount > 1 && page !== (lines[index - 1]?.page ?? page);
					return (
						<p key={start} class={`text-line ${kind}${apart ? " apart" : ""}${isNewPage ? " new-page" : ""}`}>
							<Marked text={text.slice(start, end)} spans={here} />
						</p>
					);
				})}
			</div>
			{truncated && <Partial>{t.textIsCut}</Partial>}
		</>
	);
}

/** Where the reasons stand in the text, in order and joined where they meet. */
function spansOf({ text, values }: ResumeText, candidate: Candidate, evidence: Evidence): readonly Span[] {
	const found = [...evidence].flatMap(([pointer, places]) => {
		const whole = textAt(candidate, pointer);
		const value = values[pointer.replace(/^\/resume/, "")];
		if (whole === null) return [];
		const { start: from, end: to } = value ?? { start: 0, end: text.length };
		const here = new PageText([{ str: text.slice(from, to) }]);
		return places.flatMap(([start, end]) =>
			here.find({ text: whole, start, end, page: null }).map((piece): Span => [from + piece.start, from + piece.end]),
		);
	});
	const joined: [number, number][] = [];
	for (const [start, end] of found.toSorted(([a], [b]) => a - b)) {
		const last = joined.at(-1);
		if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
		else joined.push([start, end]);
	}
	return joined;
}
