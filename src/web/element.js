/**
 * Makes an element. Texts become text nodes: nothing of what was read in a resume is ever parsed as markup.
 * @param {string} name tag name, with classes after dots: `li.hit`
 * @param {Record<string, unknown>} properties attributes; those that begin with `on` are listeners
 * @param {...(Node | string | null)} children
 */
export function element(name, properties = {}, ...children) {
	const [tag, ...classes] = name.split(".");
	const made = document.createElement(tag);
	made.classList.add(...classes);
	for (const [key, value] of Object.entries(properties)) {
		if (value === null || value === undefined || value === false) continue;
		if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
		else made.setAttribute(key, value === true ? "" : String(value));
	}
	made.append(...children.filter((child) => child !== null));
	return made;
}

/** The element with this id. */
export const byId = (id) => document.getElementById(id);
