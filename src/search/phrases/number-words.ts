/** From one on, in English, German, French and Spanish. */
const LISTS = [
	"one two three four five six seven eight nine ten eleven twelve",
	"ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
	"un deux trois quatre cinq six sept huit neuf dix onze douze",
	"un dos tres cuatro cinco seis siete ocho nueve diez once doce",
];

/** The words for the numbers up to `most`, 12 at most, each with its number. */
export const numberWords = (most: number): Readonly<Record<string, number>> =>
	Object.fromEntries(
		LISTS.flatMap((line) =>
			line
				.split(" ")
				.slice(0, most)
				.map((word, index) => [word, index + 1] as const),
		),
	);
