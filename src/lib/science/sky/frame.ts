import { ARCSEC, DEG, DEG_PER_RAD, normaliseRa } from './angles.ts';

type Matrix = readonly [
	readonly [number, number, number],
	readonly [number, number, number],
	readonly [number, number, number]
];

/** ICRS to FK5 (J2000): R = Rx(19.9 mas)·Ry(9.1 mas)·Rz(−22.9 mas), passive rotations (spec/pipeline.md §5.2; Feissel & Mignard 1998). */
const ICRS_TO_FK5 = multiply(
	rotationX(0.0199 * ARCSEC),
	multiply(rotationY(0.0091 * ARCSEC), rotationZ(-0.0229 * ARCSEC))
);
const FK5_TO_ICRS = transpose(ICRS_TO_FK5);

/** FK5 (J2000) to galactic: pole at α 192.8594812065348°, δ 27.12825118085622°, l of the celestial pole 122.9319185680026° (astropy's J2000 values). */
const FK5_TO_GALACTIC = multiply(
	rotationZ((180 - 122.9319185680026) * DEG),
	multiply(rotationY((90 - 27.12825118085622) * DEG), rotationZ(192.8594812065348 * DEG))
);
const ICRS_TO_GALACTIC = multiply(FK5_TO_GALACTIC, ICRS_TO_FK5);
const GALACTIC_TO_ICRS = transpose(ICRS_TO_GALACTIC);

/** A position in ICRS degrees as FK5 (J2000) degrees. NaN in, NaN out. */
export function icrsToFk5(raDeg: number, decDeg: number): { ra: number; dec: number } {
	return rotate(ICRS_TO_FK5, raDeg, decDeg);
}

/** A position in FK5 (J2000) degrees as ICRS degrees. NaN in, NaN out. */
export function fk5ToIcrs(raDeg: number, decDeg: number): { ra: number; dec: number } {
	return rotate(FK5_TO_ICRS, raDeg, decDeg);
}

/** Galactic longitude and latitude, degrees, as ICRS degrees. NaN in, NaN out. */
export function galacticToIcrs(lDeg: number, bDeg: number): { ra: number; dec: number } {
	return rotate(GALACTIC_TO_ICRS, lDeg, bDeg);
}

/** A position in ICRS degrees as galactic longitude and latitude, degrees. NaN in, NaN out. */
export function icrsToGalactic(raDeg: number, decDeg: number): { l: number; b: number } {
	const { ra: l, dec: b } = rotate(ICRS_TO_GALACTIC, raDeg, decDeg);
	return { l, b };
}

function rotate(matrix: Matrix, raDeg: number, decDeg: number): { ra: number; dec: number } {
	const cosDec = Math.cos(decDeg * DEG);
	const x = cosDec * Math.cos(raDeg * DEG);
	const y = cosDec * Math.sin(raDeg * DEG);
	const z = Math.sin(decDeg * DEG);
	const [rx, ry, rz] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z);
	return {
		ra: normaliseRa(Math.atan2(ry, rx) * DEG_PER_RAD),
		dec: Math.atan2(rz, Math.hypot(rx, ry)) * DEG_PER_RAD
	};
}

function rotationX(angle: number): Matrix {
	const [c, s] = [Math.cos(angle), Math.sin(angle)];
	return [
		[1, 0, 0],
		[0, c, s],
		[0, -s, c]
	];
}

function rotationY(angle: number): Matrix {
	const [c, s] = [Math.cos(angle), Math.sin(angle)];
	return [
		[c, 0, -s],
		[0, 1, 0],
		[s, 0, c]
	];
}

function rotationZ(angle: number): Matrix {
	const [c, s] = [Math.cos(angle), Math.sin(angle)];
	return [
		[c, s, 0],
		[-s, c, 0],
		[0, 0, 1]
	];
}

function multiply(a: Matrix, b: Matrix): Matrix {
	const entry = (i: number, j: number) => a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
	return [
		[entry(0, 0), entry(0, 1), entry(0, 2)],
		[entry(1, 0), entry(1, 1), entry(1, 2)],
		[entry(2, 0), entry(2, 1), entry(2, 2)]
	];
}

function transpose(m: Matrix): Matrix {
	return [
		[m[0][0], m[1][0], m[2][0]],
		[m[0][1], m[1][1], m[2][1]],
		[m[0][2], m[1][2], m[2][2]]
	];
}
