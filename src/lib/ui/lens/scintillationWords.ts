import type { ScintillationShown } from '#schema/lens.ts';
import { fixed, significant } from '#ui/shared/numbers.ts';

/** What the observed modulation says beside the expected one. */
export function modulationSentence({ modulation }: ScintillationShown): string {
	const { expected, observed } = modulation;
	if (expected === null) return 'What to expect here is not known.';
	if (observed === null || !(observed > 0))
		return `Scintillation of a point source would vary by m ${significant(expected, 2)}; nothing beyond the errors is seen.`;
	const ratio = observed / expected;
	if (ratio < 0.5)
		return `It varies ${fixed(ratio, 1)} times as much as a point source would scintillate: scintillation of a larger source could make it.`;
	if (ratio < 1.5)
		return `It varies about as much as a point source would scintillate (${fixed(ratio, 1)} times).`;
	return `It varies ${fixed(ratio, 1)} times as much as a point source would scintillate: more than scintillation alone.`;
}

/** Where the Hα brightness is from. */
export function halphaWords({
	halphaRayleigh,
	halphaMap,
	galacticLatitudeDeg
}: ScintillationShown): string {
	const brightness = `Hα ${significant(halphaRayleigh, 2)} R`;
	return halphaMap === null
		? `${brightness}, estimated from the Galactic latitude ${fixed(galacticLatitudeDeg, 1)}° as of a plane layer: no map is installed, or it has nothing here.`
		: `${brightness}, from the installed map ${halphaMap}.`;
}
