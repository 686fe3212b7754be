import { formatDec, formatRa } from '#science/sky/format.ts';
import { icrsToGalactic } from '#science/sky/frame.ts';

/** A position as it is copied into a paper, a proposal or another program. */
export interface PositionText {
	frame: string;
	text: string;
}

/** Degrees, ICRS. Seconds to 10 mas and decimals to 4 mas: finer than any radio position here. */
export function positionTexts({ ra, dec }: { ra: number; dec: number }): PositionText[] {
	const { l, b } = icrsToGalactic(ra, dec);
	return [
		{ frame: 'ICRS', text: `${formatRa(ra, 3)} ${formatDec(dec, 2)}` },
		{ frame: 'ICRS, degrees', text: `${ra.toFixed(6)} ${signed(dec)}` },
		{ frame: 'Galactic, degrees', text: `${l.toFixed(6)} ${signed(b)}` }
	];
}

function signed(degrees: number): string {
	return `${degrees < 0 ? '' : '+'}${degrees.toFixed(6)}`;
}
