import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Understood } from "../../../domain/interpretation.ts";
import type { Suggestion } from "../../../domain/suggestion.ts";
import { api } from "../../shell/api.ts";
import { number } from "../../shell/format.ts";
import { Icon } from "../../shell/icons.tsx";
import { useKeys } from "../../shell/keyboard.ts";
import { Lint } from "../../shell/lint.tsx";
import { recruiterTexts } from "../texts/index.ts";

interface Props {
	readonly query: string;
	/** No completion tells a name. */
	readonly blind: boolean;
	/** The page begins in it. */
	readonly isStart: boolean;
	readonly onSearch: (query: string) => void;
}

/** From the box into the list below it. False: nobody is listed. */
function toFirstPerson(): boolean {
	const first = document.querySelector<HTMLElement>(".hit");
	first?.focus();
	return first !== null;
}

/** Milliseconds without a key before the service is asked. */
const PAUSE = 120;

/**
 * The one box. While somebody types, what completes the word at the caret is offered (a combobox as the ARIA practices describe it), and
 * what would be understood otherwise than written is told.
 */
export function SearchBox({ query, blind, isStart, onSearch }: Props) {
	const t = recruiterTexts.value;
	const id = useId();
	const input = useRef<HTMLInputElement>(null);
	const [text, setText] = useState(query);
	const [typed, setTyped] = useState(false);
	const { suggestions, lint, forget } = useWhileTyping({ text, typed, blind, input });
	const [active, setActive] = useState(-1);
	const open = typed && suggestions.length > 0;
	useEffect(() => {
		setText(query);
		setTyped(false);
	}, [query]);
	useEffect(() => {
		// Where a finger types, the keyboard on the screen would cover what else there is to begin with.
		if (isStart && !matchMedia("(pointer: coarse)").matches) input.current?.focus();
	}, []);
	useKeys(t.groups.search, [
		{ key: "/", text: t.keys.search, run: () => input.current?.select() },
		{
			key: "ArrowDown",
			text: t.keys.toList,
			inFields: true,
			run: () => document.activeElement === input.current && toFirstPerson(),
		},
	]);
	const close = () => {
		setActive(-1);
		forget();
	};
	const submit = (event?: Event) => {
		event?.preventDefault();
		close();
		setTyped(false);
		onSearch(text.trim());
	};
	const caret = useRef<number | null>(null);
	const take = ({ insert, span }: Suggestion) => {
		const next = `${text.slice(0, span.start)}${insert} ${text.slice(span.end).trimStart()}`;
		caret.current = span.start + insert.length + 1;
		setText(next);
		close();
	};
	// As soon as the field has its new text: who types on meanwhile would find the caret moved back between his letters.
	useLayoutEffect(() => {
		if (caret.current === null) return;
		input.current?.focus();
		input.current?.setSelectionRange(caret.current, caret.current);
		caret.current = null;
	});
	const onKeyDown = (event: KeyboardEvent) => {
		const chosen = suggestions[active];
		if (event.key === "Escape" && open) close();
		else if (event.key === "Enter" && open && chosen !== undefined) take(chosen);
		else if (event.key === "ArrowDown" && open) setActive((active + 1) % suggestions.length);
		else if (event.key === "ArrowUp" && open) setActive(active <= 0 ? suggestions.length - 1 : active - 1);
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	return (
		<search class="search">
			<form id="search-form" onSubmit={submit}>
				<label class="hidden" for="query">
					{t.searchLabel}
				</label>
				<Icon name="search" />
				<input
					ref={input}
					id="query"
					type="text"
					inputmode="search"
					enterkeyhint="search"
					autocomplete="off"
					autocapitalize="off"
					spellcheck={false}
					placeholder={t.placeholder}
					value={text}
					role="combobox"
					aria-expanded={open}
					aria-controls={`${id}-list`}
					aria-autocomplete="list"
					aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
					aria-describedby={`${id}-lint`}
					onInput={(event) => {
						setText(event.currentTarget.value);
						setTyped(true);
						setActive(-1);
					}}
					onKeyDown={onKeyDown}
					onBlur={() => setTimeout(close, 150)}
				/>
				<span class="key-hint" aria-hidden="true">
					/
				</span>
				<button class="primary" type="submit">
					{t.search}
				</button>
			</form>
			<div id={`${id}-lint`} aria-live="polite">
				{typed && <Lint query={text} entries={lint} />}
			</div>
			{/* Below what is wrong, which it would cover otherwise. */}
			<div id={`${id}-list`} class="suggestions" role="listbox" aria-label={t.suggestions} hidden={!open}>
				{suggestions.map((suggestion, index) => (
					<div
						key={suggestion.insert}
						id={`${id}-${index}`}
						role="option"
						tabIndex={-1}
						aria-selected={index === active}
						onPointerDown={(event) => {
							event.preventDefault();
							take(suggestion);
						}}
					>
						<span>{suggestion.text}</span>
						<span class="muted small">
							{t.kinds[suggestion.kind]} · {t.people(suggestion.people, number(suggestion.people))}
						</span>
					</div>
				))}
			</div>
		</search>
	);
}

interface Typed {
	readonly text: string;
	readonly typed: boolean;
	readonly blind: boolean;
	readonly input: { readonly current: HTMLInputElement | null };
}

function useWhileTyping({ text, typed, blind, input }: Typed) {
	const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
	const [lint, setLint] = useState<Understood["lint"]>([]);
	// A ref never changes.
	useEffect(() => {
		if (!typed || text.trim() === "") {
			setSuggestions([]);
			setLint([]);
			return;
		}
		const stop = new AbortController();
		const timer = setTimeout(async () => {
			const { signal } = stop;
			const at = input.current?.selectionStart ?? text.length;
			// What is only of help while typing says nothing when it cannot be had.
			const [suggested, understood] = await Promise.all([
				api
					.get<{ suggestions: Suggestion[] }>("/v1/suggest", {
						query: { q: text, at, limit: 8, blind: blind || null },
						signal,
					})
					.catch(() => null),
				api.post<Understood>("/v1/search/understand", { text }, { signal }).catch(() => null),
			]);
			if (signal.aborted) return;
			setSuggestions(suggested?.suggestions ?? []);
			setLint(understood?.lint ?? []);
		}, PAUSE);
		return () => {
			clearTimeout(timer);
			stop.abort();
		};
	}, [text, typed, blind]);
	return { suggestions, lint, forget: () => setSuggestions([]) };
}
