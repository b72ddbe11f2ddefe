import { signal } from "@preact/signals";

/** What a screen reader is told, besides what it finds. */
const message = signal("");

export function announce(text: string): void {
	// The same words again are news only when something stood between.
	message.value = message.value === text ? `${text}\u00a0` : text;
}

export const Announcer = () => (
	<div class="hidden" role="status" aria-live="polite">
		{message.value}
	</div>
);
