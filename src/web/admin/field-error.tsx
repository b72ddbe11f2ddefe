import type { ComponentChildren } from "preact";

/** What is wrong with a field, below it and told at once; the field names it in `aria-describedby`. */
export const FieldError = ({ id, children }: { id: string; children: ComponentChildren }) => (
	<p id={id} class="notice error" role="alert">
		{children}
	</p>
);
