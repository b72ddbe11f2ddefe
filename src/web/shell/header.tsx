import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.tsx";
import { showKeys } from "./keyboard-help.tsx";
import { chooseLanguage, LANGUAGES, type Language, language } from "./language.ts";
import { Menu } from "./menu.tsx";
import { ownPersonas } from "./personas.ts";
import { address, href } from "./router.ts";
import { me, signOut } from "./session.ts";
import { shellTexts } from "./texts/index.ts";
import { theme, toggleTheme } from "./theme.ts";
import { openPersona, openViews } from "./workplace.tsx";

/** Brand, the persona's views, and what concerns whoever is signed in. */
export function Header() {
	const t = shellTexts.value;
	const persona = openPersona();
	const views = useRef<HTMLUListElement>(null);
	// Where there is no room for all, the open one is among those that are seen.
	useEffect(() => {
		views.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
	}, [address.value, openViews.value]);
	return (
		<header class="top">
			<a class="brand" href={href(persona === undefined ? [] : [persona.id, persona.start])}>
				<img src="/icon.svg" alt="" width="26" height="26" />
				<span>Tributary</span>
			</a>
			<PersonaSwitch />
			<nav class="views" aria-label={t.views}>
				<ul ref={views}>
					{openViews.value
						.filter(({ icon }) => icon !== undefined)
						.map(({ path, title, icon }) => (
							<li key={path}>
								<a
									href={href([persona?.id ?? "", ...path.split("/")])}
									aria-current={address.value.path[1] === path.split("/")[0] ? "page" : undefined}
								>
									{icon !== undefined && <Icon name={icon} />}
									<span>{title()}</span>
								</a>
							</li>
						))}
				</ul>
			</nav>
			<div class="account">
				<button
					type="button"
					class="plain icon wide-only"
					aria-label={t.keys}
					title={`${t.keys} (?)`}
					onClick={showKeys}
				>
					<Icon name="keyboard" />
				</button>
				<button
					type="button"
					class="plain icon"
					id="theme"
					aria-label={t.theme}
					title={t.theme}
					aria-pressed={theme() === "dark"}
					onClick={toggleTheme}
				>
					<Icon name="theme" />
				</button>
				<AccountMenu />
			</div>
		</header>
	);
}

/** For who may work as more than one: which, and a way to the others. */
function PersonaSwitch() {
	const personas = ownPersonas();
	const open = openPersona();
	if (personas.length < 2) return null;
	return (
		<nav class="personas" aria-label={shellTexts.value.workAs}>
			<ul>
				{personas.map(({ id, title, start }) => (
					<li key={id}>
						<a href={href([id, start])} aria-current={open?.id === id ? "true" : undefined}>
							{title()}
						</a>
					</li>
				))}
			</ul>
		</nav>
	);
}

function AccountMenu() {
	const t = shellTexts.value;
	const button = (
		<>
			<Icon name="person" />
			<span class="tenant wide-only">{me.value?.tenant.name}</span>
			<span class="hidden">{t.account}</span>
		</>
	);
	return (
		<Menu button={button} label={t.account} align="end" class="plain account-button">
			{() => (
				<>
					<p class="menu-title">
						<strong>{me.value?.name}</strong>
						{me.value?.email != null && <span class="muted small">{me.value.email}</span>}
						<span class="muted small">{me.value?.tenant.name}</span>
					</p>
					<label class="menu-field">
						<span>{t.language}</span>
						<select value={language.value} onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}>
							{Object.entries(LANGUAGES).map(([code, name]) => (
								<option key={code} value={code}>
									{name}
								</option>
							))}
						</select>
					</label>
					<button type="button" class="plain" id="sign-out" onClick={() => signOut()}>
						{t.signOut}
					</button>
				</>
			)}
		</Menu>
	);
}
