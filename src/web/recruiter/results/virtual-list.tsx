import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/**
 * A list of any length of which only what is near the screen is in the document. People differ in height, so they are taken in blocks: a block
 * that is far away is an empty box of the height that it had, and nothing else on the page can tell.
 */
interface Props<T> {
	readonly label: string;
	readonly items: readonly T[];
	/** Of the whole list, where not all of it is there yet; for screen readers. */
	readonly total: number;
	readonly render: (item: T, index: number) => ComponentChildren;
	/** The end comes near. */
	readonly onEnd: () => void;
	readonly busy: boolean;
}

/** Items of a block. */
const BLOCK = 25;
/** A guess for a block that was never seen, in pixels. */
const GUESS = BLOCK * 150;
/** How far beyond the screen is near; of the list itself, where that scrolls and not the page. */
const NEAR = "900px";

export function VirtualList<T>({ label, items, total, render, onEnd, busy }: Props<T>) {
	const end = useRef<HTMLDivElement>(null);
	const reached = useRef(onEnd);
	reached.current = onEnd;
	useEffect(() => {
		if (end.current === null) return;
		const watcher = new IntersectionObserver((changes) => changes.at(-1)?.isIntersecting && reached.current(), {
			rootMargin: NEAR,
			scrollMargin: NEAR,
		});
		watcher.observe(end.current);
		return () => watcher.disconnect();
		// Anew with each page: an end that stays in sight would otherwise tell of itself once.
	}, [items.length, busy]);
	const blocks = Array.from({ length: Math.ceil(items.length / BLOCK) }, (_, index) => index);
	return (
		// biome-ignore lint/a11y/useSemanticElements: between a list and its items stand the blocks, which an ol does not allow
		<div class="people" role="list" aria-label={label} aria-busy={busy}>
			{blocks.map((block) => (
				<Block key={block} startsShown={block === 0}>
					{() =>
						items.slice(block * BLOCK, (block + 1) * BLOCK).map((item, index) => (
							// biome-ignore lint/a11y/useSemanticElements: the same
							<div
								role="listitem"
								key={block * BLOCK + index}
								aria-setsize={total}
								aria-posinset={block * BLOCK + index + 1}
							>
								{render(item, block * BLOCK + index)}
							</div>
						))
					}
				</Block>
			))}
			<div ref={end} class="list-end" role="none" />
		</div>
	);
}

function Block({ children, startsShown }: { children: () => ComponentChildren; startsShown: boolean }) {
	const box = useRef<HTMLDivElement>(null);
	const [shown, setShown] = useState(startsShown);
	const height = useRef(GUESS);
	useEffect(() => {
		const element = box.current;
		if (element === null) return;
		const watcher = new IntersectionObserver(
			(changes) => {
				// Of several that were waiting the last says how it is: nobody is told of it again.
				const entry = changes.at(-1);
				if (entry === undefined) return;
				// Who has the focus stays, however far he is scrolled away.
				const near = entry.isIntersecting || element.contains(document.activeElement);
				if (!near && entry.boundingClientRect.height > 0) height.current = entry.boundingClientRect.height;
				setShown(near);
			},
			{ rootMargin: NEAR, scrollMargin: NEAR },
		);
		watcher.observe(element);
		return () => watcher.disconnect();
	}, []);
	return (
		<div ref={box} role="none" class="block" style={shown ? undefined : { height: `${height.current}px` }}>
			{shown && children()}
		</div>
	);
}
