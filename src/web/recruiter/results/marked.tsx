/** A text with its matches marked. Text nodes only: what stands in a resume stays text. Spans are UTF-16 offsets, in order. */
export function Marked({ text, spans }: { text: string; spans: readonly (readonly [number, number])[] }) {
	const parts = [];
	let from = 0;
	for (const [start, end] of spans) {
		if (start < from) continue;
		parts.push(text.slice(from, start), <mark key={start}>{text.slice(start, end)}</mark>);
		from = end;
	}
	return (
		<>
			{parts}
			{text.slice(from)}
		</>
	);
}
