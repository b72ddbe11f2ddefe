import { useEffect, useRef } from "preact/hooks";

/** Of a bar that stays at the foot of the window while one scrolls: messages appear above it, and cover none of its buttons. */
export function useFoot<E extends HTMLElement>(): { readonly current: E | null } {
	const bar = useRef<E>(null);
	useEffect(() => {
		const { style } = document.documentElement;
		const place = () => {
			const { top } = bar.current?.getBoundingClientRect() ?? { top: 0 };
			// One that was scrolled up is out of the way.
			style.setProperty("--foot", top > innerHeight / 2 ? `${Math.max(0, innerHeight - top)}px` : "0px");
		};
		const watcher = new ResizeObserver(place);
		watcher.observe(document.body);
		if (bar.current !== null) watcher.observe(bar.current);
		addEventListener("scroll", place, { passive: true });
		addEventListener("resize", place);
		return () => {
			watcher.disconnect();
			removeEventListener("scroll", place);
			removeEventListener("resize", place);
			style.removeProperty("--foot");
		};
	}, []);
	return bar;
}
