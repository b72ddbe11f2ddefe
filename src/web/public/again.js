/**
 * The page's parts have their content in their names: one that is not there any more belongs to a page that has been replaced since. Then the page
 * is loaded anew, by a file whose name stays; not again and again, where that does not help.
 */
const LOADED_ANEW = "tributary.loaded-anew";
const PAUSE = 20_000;

function loadAnew() {
	const last = Number(sessionStorage.getItem(LOADED_ANEW));
	if (Date.now() - last < PAUSE) return;
	sessionStorage.setItem(LOADED_ANEW, String(Date.now()));
	location.reload();
}

/** Without its code the page is empty, without its styles it is bare. */
addEventListener("load", () => {
	const isDrawn = document.getElementById("root").hasChildNodes();
	const isStyled = [...document.querySelectorAll('link[rel="stylesheet"]')].every(({ sheet }) => sheet !== null);
	if (!isDrawn || !isStyled) loadAnew();
});
// A view that is fetched when it is opened first.
addEventListener("vite:preloadError", loadAnew);
