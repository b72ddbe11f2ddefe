import { selectAll } from "css-select";
import { parseDocument } from "htmlparser2";
import type { Element } from "./css-sheets.ts";
import { HtmlPage } from "./html-page.ts";
import { plainSetting, settingOf } from "./html-settings.ts";
import { isUnseen } from "./unseen-text.ts";

/** Elements of HTML that Markdown takes as they are, and that may hide their text. */
const MAY_HIDE = /<[a-z][^<>]{0,1000}\b(?:style|color|hidden|class|id)\b|<style/i;
const NO_ELEMENT =
	/<(?!\/?(?:a|b|center|details|div|em|font|h[1-6]|i|li|ol|p|section|small|span|strong|style|summary|table|tbody|td|th|tr|u|ul)\b)/gi;
/** Signs that begin an element, beyond which none is looked at: each may stand in the one before. */
const MAX_ELEMENTS = 1000;
/** A reference that no text refers to holds what is for nobody: [//]: # (text). */
const REMARK = /^ {0,3}\[[^\]\n]{0,100}\]:[ \t]*(?:#|<>)[^\n]*$/gm;

/** Markdown without its remarks and the text of elements of HTML that nobody sees. */
export function withoutHidden(markdown: string): { readonly text: string; readonly hidden: boolean } {
	const text = markdown.replace(REMARK, "");
	const html = text.replace(NO_ELEMENT, " ");
	if (!MAY_HIDE.test(html) || html.split("<", MAX_ELEMENTS + 1).length > MAX_ELEMENTS) return { text, hidden: false };
	const { children } = parseDocument(html, { withStartIndices: true, withEndIndices: true });
	const page = new HtmlPage(children, html);
	const elements = selectAll("[style], [color], [hidden], [class], [id], style", children) as Element[];
	let rest = "";
	let at = 0;
	let hidden = false;
	for (const element of elements) {
		const [from, end] = [element.startIndex ?? 0, (element.endIndex ?? 0) + 1];
		const isSheet = element.name === "style";
		if (from < at || !(isSheet || isUnseen(settingOf(element, plainSetting(page.ground), page)))) continue;
		rest += `${text.slice(at, from)} `;
		at = end;
		hidden ||= !isSheet && /[\p{L}\p{N}]/u.test(text.slice(from, end).replace(/<[^<>]*>/g, ""));
	}
	return { text: rest + text.slice(at), hidden };
}
