import { useLayoutEffect, useRef } from "preact/hooks";

interface Props {
	readonly label: string;
	readonly class?: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** Of the whole value. */
	readonly format: RegExp;
	/** The format in words: of a pattern a browser says only that it is not met. */
	readonly says: string;
	readonly maxLength?: number;
}

/** A field whose value has a format, and which says it where it is not met. */
export function FormatField({ label, class: name = "field", value, onChange, format, says, maxLength }: Props) {
	const input = useRef<HTMLInputElement>(null);
	const isMet = value === "" || format.test(value);
	useLayoutEffect(() => input.current?.setCustomValidity(isMet ? "" : says), [isMet, says]);
	return (
		<label class={name}>
			{label}
			<input
				ref={input}
				value={value}
				required
				title={says}
				maxLength={maxLength}
				onInput={(event) => onChange(event.currentTarget.value)}
			/>
		</label>
	);
}
