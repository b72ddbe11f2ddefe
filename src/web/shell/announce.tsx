import { signal } from "@preact/signals";

/** Milliseconds that it can be found afterwards: what was so then is not read out as what is. */
const STAYS = 5000;
let gone: ReturnType<typeof setTimeout> | undefined;

/** What a screen reader is told, besides what it finds. */
const message = signal("");

export function announce(text: string): void {
	// The same words again are news only when something stood between.
	message.value = message.value === text ? `${text}\u00a0` : text;
	clearTimeout(gone);
	gone = setTimeout(() => {
		message.value = "";
	}, STAYS);
}

export const Announcer = () => (
	<div class="hidden" role="status" aria-live="polite">
		{message.value}
	</div>
);
