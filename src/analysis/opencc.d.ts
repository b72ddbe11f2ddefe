/** Pairs of characters, `from to`, parted by `|`. */
declare module "opencc-js/dict/*" {
	const pairs: string;
	export default pairs;
}
