import { BadFits } from '../fits/badFits.ts';
import type { FitsHeader } from '../fits/header.ts';
import { DEG } from './angles.ts';

type Matrix2 = readonly [readonly [number, number], readonly [number, number]];

/** Keywords of the two celestial axes, checked. Angles in degrees; CRPIX counts from 1. */
export interface CelestialAxes {
	frame: 'ICRS' | 'FK5';
	projection: 'SIN' | 'TAN';
	crpix: readonly [number, number];
	/** RA and Dec of the reference point. */
	crval: readonly [number, number];
	/** From pixel offsets along axes 1 and 2 to degrees: first row RA, second row Dec. */
	matrix: Matrix2;
	/** LONPOLE − 180: how far the projection plane is turned. */
	turnDeg: number;
}

/** @throws BadFits naming the keyword */
export function readCelestialAxes(header: FitsHeader): CelestialAxes {
	const types = [header.text('CTYPE1') ?? '', header.text('CTYPE2') ?? ''];
	// Pixel axes may come as (Dec, RA).
	const raAxis = types[1].startsWith('RA--') ? 2 : 1;
	const decAxis = raAxis === 1 ? 2 : 1;
	const projection = readProjection(types[raAxis - 1], types[decAxis - 1]);
	refuseSlant(header, decAxis);
	for (const axis of [1, 2]) refuseOtherUnits(header, axis);
	const matrix = readMatrix(header);
	const ordered: Matrix2 = raAxis === 1 ? matrix : [matrix[1], matrix[0]];
	if (matrix[0][0] * matrix[1][1] === matrix[0][1] * matrix[1][0]) {
		throw new BadFits('The pixel scale matrix (CDELT, PC or CD) is singular.', 'CDELT1');
	}
	const crval = [required(header, `CRVAL${raAxis}`), required(header, `CRVAL${decAxis}`)] as const;
	// Paper II §2.2: LONPOLE is 180 unless the reference point is the pole itself.
	const lonpole = header.number('LONPOLE') ?? (crval[1] < 90 ? 180 : 0);
	return {
		frame: readFrame(header),
		projection,
		crpix: [required(header, 'CRPIX1'), required(header, 'CRPIX2')],
		crval,
		matrix: ordered,
		turnDeg: lonpole - 180
	};
}

function readProjection(raType: string, decType: string): 'SIN' | 'TAN' {
	const projection = raType.slice(5);
	const matches = raType === `RA---${projection}` && decType === `DEC--${projection}`;
	if (matches && (projection === 'SIN' || projection === 'TAN')) return projection;
	throw new BadFits(
		`CTYPE1 and CTYPE2 are '${raType}' and '${decType}': only RA and Dec in SIN or TAN projection are supported.`,
		'CTYPE1'
	);
}

function refuseSlant(header: FitsHeader, decAxis: number): void {
	for (const key of [`PV${decAxis}_1`, `PV${decAxis}_2`]) {
		if ((header.number(key) ?? 0) === 0) continue;
		throw new BadFits(`${key} is not 0: the slant SIN projection is not supported.`, key);
	}
}

function refuseOtherUnits(header: FitsHeader, axis: number): void {
	const unit = (header.text(`CUNIT${axis}`) ?? '').trim();
	if (unit === '' || /^deg/i.test(unit)) return;
	throw new BadFits(`CUNIT${axis} is '${unit}', where degrees are needed.`, `CUNIT${axis}`);
}

/** Rows are world axes 1 and 2, columns pixel axes 1 and 2 (Greisen & Calabretta 2002, eqs. 1 to 3). */
function readMatrix(header: FitsHeader): Matrix2 {
	const entries = (prefix: string, diagonal: number): Matrix2 => [
		[header.number(`${prefix}1_1`) ?? diagonal, header.number(`${prefix}1_2`) ?? 0],
		[header.number(`${prefix}2_1`) ?? 0, header.number(`${prefix}2_2`) ?? diagonal]
	];
	if (['CD1_1', 'CD1_2', 'CD2_1', 'CD2_2'].some((key) => header.has(key))) return entries('CD', 0);
	const [cdelt1, cdelt2] = readScales(header);
	const crota = (header.number('CROTA2') ?? 0) * DEG;
	if (crota !== 0 && !header.has('PC1_1')) {
		return [
			[cdelt1 * Math.cos(crota), -cdelt2 * Math.sin(crota)],
			[cdelt1 * Math.sin(crota), cdelt2 * Math.cos(crota)]
		];
	}
	const [[pc11, pc12], [pc21, pc22]] = entries('PC', 1);
	return [
		[cdelt1 * pc11, cdelt1 * pc12],
		[cdelt2 * pc21, cdelt2 * pc22]
	];
}

/** CDELTi is 1 where a PC matrix stands without it (FITS standard 4.0 §8.1); without either nothing gives the scale. */
function readScales(header: FitsHeader): [number, number] {
	const hasMatrix = ['PC1_1', 'PC1_2', 'PC2_1', 'PC2_2'].some((key) => header.has(key));
	const scale = (key: string) => (hasMatrix && !header.has(key) ? 1 : required(header, key));
	return [scale('CDELT1'), scale('CDELT2')];
}

/** spec/pipeline.md §5.2: RADESYS decides; without it an EQUINOX from 1984 on means FK5, and neither means ICRS. */
function readFrame(header: FitsHeader): 'ICRS' | 'FK5' {
	const named = (header.text('RADESYS') ?? header.text('RADECSYS') ?? '').trim().toUpperCase();
	const equinox = header.number('EQUINOX');
	const frame = named === '' ? frameOfEquinox(equinox) : named;
	if (frame === 'ICRS') return 'ICRS';
	if (frame !== 'FK5') {
		throw new BadFits(`The frame ${frame} is not supported: only ICRS and FK5 are.`, 'RADESYS');
	}
	if (equinox === null || equinox === 2000) return 'FK5';
	throw new BadFits(`EQUINOX ${equinox} is not supported: only J2000 is.`, 'EQUINOX');
}

function frameOfEquinox(equinox: number | null): 'ICRS' | 'FK5' | 'FK4' {
	if (equinox === null) return 'ICRS';
	return equinox >= 1984 ? 'FK5' : 'FK4';
}

function required(header: FitsHeader, key: string): number {
	const value = header.number(key);
	if (value !== null) return value;
	throw new BadFits(`The header has no number for ${key}.`, key);
}
