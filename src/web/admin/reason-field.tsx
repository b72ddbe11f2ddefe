import type { ComponentChildren } from "preact";

interface Props {
	/** What the reason is for, and a hint where there is one. */
	readonly children: ComponentChildren;
	readonly value: string;
	readonly onChange: (reason: string) => void;
}

/** The reason of a grave act: 3 to 200 characters, as the API wants them. */
export const ReasonField = ({ children, value, onChange }: Props) => (
	<label class="field">
		{children}
		<input
			value={value}
			required
			minLength={3}
			maxLength={200}
			onInput={(event) => onChange(event.currentTarget.value)}
		/>
	</label>
);
