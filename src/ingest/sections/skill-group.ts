import { allBold, type Line, lineSize } from "../layout/line.ts";
import type { Section } from "./split.ts";

/** "Other" in the look of the group above it, under "Skills" in a look of its own. */
export function isSkillGroup(line: Line, section: Section | undefined): boolean {
	if (section?.heading == null || section.kinds[0] !== "skills" || section.lines.length === 0) return false;
	const lookOf = (of: Line): string => [Math.round(lineSize(of)), of.cells[0]?.font ?? "", allBold(of)].join("/");
	const look = lookOf(line);
	return (
		look !== lookOf(section.heading) && section.lines.some((other) => lookOf(other) === look && !isLongList(other))
	);
}

const isLongList = ({ text }: Line): boolean => text.split(/[,;|•]/).length > 2;
