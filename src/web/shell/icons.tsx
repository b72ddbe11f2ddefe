/** Drawn on 20 × 20, strokes in the colour of the text beside them. They say nothing to a screen reader: the words beside do. */
const PATHS = {
	search: "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Zm4.2 9.7 3.6 3.6",
	close: "m5 5 10 10M15 5 5 15",
	chevron: "m6 8 4 4 4-4",
	up: "m6 12 4-4 4 4",
	grip: "M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01",
	left: "m12 5-5 5 5 5",
	right: "m8 5 5 5-5 5",
	theme: "M10 3.2a6.8 6.8 0 1 0 0 13.6ZM10 3.2a6.8 6.8 0 0 1 0 13.6",
	keyboard: "M2.5 5.5h15v9h-15Zm3 3h.01m2.99 0h.01m2.99 0h.01m2.99 0h.01M6.5 11.5h7",
	person: "M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM4 16.5c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5",
	bookmark: "M5.5 3.5h9v13L10 13l-4.5 3.5Z",
	bell: "M5 13.5V9a5 5 0 0 1 10 0v4.5l1 1.5H4ZM8.5 17h3",
	list: "M7 5.5h10M7 10h10M7 14.5h10M3.5 5.5h.01M3.5 10h.01M3.5 14.5h.01",
	briefcase: "M3 6.5h14v10H3Zm4 0v-3h6v3M3 11h14",
	tag: "M3.5 3.5h6l7 7-6 6-7-7ZM7 7h.01",
	hide: "M3 10s2.5-4.5 7-4.5S17 10 17 10s-2.5 4.5-7 4.5S3 10 3 10Zm1 7L16 3",
	eye: "M3 10s2.5-4.5 7-4.5S17 10 17 10s-2.5 4.5-7 4.5S3 10 3 10Zm7-2a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z",
	compare: "M7.5 3.5h-4v13h4Zm9 0h-4v13h4Z",
	download: "M10 3v9m-4-3.5 4 4 4-4M3.5 16.5h13",
	send: "m3 10 14-6.5-5 14-3-6Z",
	filter: "M3 5h14M6 10h8M8.5 15h3",
	map: "M10 17.5s5.5-5 5.5-9a5.5 5.5 0 0 0-11 0c0 4 5.5 9 5.5 9Zm0-11a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z",
	more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
	check: "m4 10.5 4 4 8-9",
	plus: "M10 4v12M4 10h12",
	minus: "M4 10h12",
	trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11h7.4l.8-11",
	warning: "m10 3 7.5 13.5h-15ZM10 8v4m0 2.2v.1",
	info: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm0 6.5v4M10 6.6v.1",
	offline: "M3 3l14 14M5 9.5a8 8 0 0 1 2.5-1.7M10 7a8 8 0 0 1 5 2.5M7.5 12.5a4 4 0 0 1 3-1.2M10 15.5h.01",
	people:
		"M7 4a2.7 2.7 0 1 1 0 5.4A2.7 2.7 0 0 1 7 4ZM2 16c.5-2.8 2.4-4.2 5-4.2s4.5 1.4 5 4.2M13.5 4.5a2.3 2.3 0 0 1 0 4.6M14.5 11.9c1.9.4 3.1 1.7 3.5 4.1",
	shield: "M10 2.5 4 5v5c0 3.6 2.5 6.2 6 7.5 3.5-1.3 6-3.9 6-7.5V5Z",
	plug: "M7 2.5v4m6-4v4M5 6.5h10v3a5 5 0 0 1-10 0Zm5 8v3",
	clock: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm0 3.5V10l2.5 2",
	sync: "M4 8.5a6.2 6.2 0 0 1 11-2.2M15.5 3.5v3h-3M16 11.5a6.2 6.2 0 0 1-11 2.2M4.5 16.5v-3h3",
	chart: "M3.5 16.5h13M5.5 14V9m4.5 5V4m4.5 10V7",
	gear: "M10 7.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM10 2.5v2m0 11v2M2.5 10h2m11 0h2M4.7 4.7l1.4 1.4m7.8 7.8 1.4 1.4m0-10.6-1.4 1.4m-7.8 7.8-1.4 1.4",
	key: "M7 9a3.5 3.5 0 1 1 0 .1ZM10 11.5l6.5-6.5m-2.5 2.5 2 2",
} as const;
export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
	<svg class="icon-image" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
		<path d={PATHS[name]} />
	</svg>
);
