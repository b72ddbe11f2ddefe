/** A name without the signs that end a sentence or a genitive behind it: "SAP." and "Siemens'" name SAP and Siemens. */
export const nameOf = (written: string): string => written.replace(/[.'’-]+$/u, "");
