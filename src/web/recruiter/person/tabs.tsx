import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

export interface Tab {
	readonly id: string;
	readonly title: string;
	readonly content: () => ComponentChildren;
}

/** Tabs as the ARIA practices describe them: arrows lead from one to the next. */
export function Tabs({
	label,
	tabs,
	open,
	onOpen,
}: {
	label: string;
	tabs: readonly Tab[];
	open: string;
	onOpen: (id: string) => void;
}) {
	const id = useId();
	const list = useRef<HTMLDivElement>(null);
	const shown = tabs.find((tab) => tab.id === open) ?? tabs[0];
	const onKeyDown = (event: KeyboardEvent) => {
		const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
		if (step === 0) return;
		event.preventDefault();
		const next = tabs[((shown === undefined ? 0 : tabs.indexOf(shown)) + step + tabs.length) % tabs.length];
		if (next === undefined) return;
		onOpen(next.id);
		list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
	};
	return (
		<>
			<div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
				{tabs.map((tab) => (
					<button
						key={tab.id}
						type="button"
						role="tab"
						data-tab={tab.id}
						id={`${id}-${tab.id}`}
						aria-selected={tab === shown}
						aria-controls={`${id}-panel`}
						tabIndex={tab === shown ? 0 : -1}
						onClick={() => onOpen(tab.id)}
					>
						{tab.title}
					</button>
				))}
			</div>
			<div id={`${id}-panel`} class="tab-panel" role="tabpanel" aria-labelledby={`${id}-${shown?.id}`}>
				{shown?.content()}
			</div>
		</>
	);
}
