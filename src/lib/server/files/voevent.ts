import { Failure } from '#schema/failure.ts';
import { VOEVENT_ROLES, type Voevent, type VoeventParam } from '#schema/voevent.ts';
import { elementsNamed, findElement, readXmlTree, textOf, type XmlElement } from './xmlTree.ts';

/** Long enough for every packet in use, short enough for a page. */
const LONGEST = 2000;
const MOST_PARAMS = 500;

/** Reads a VOEvent 2.0 packet; refuses what is none with the line it goes wrong on. */
export function readVoevent(xml: string): Voevent {
	const root = readXmlTree(xml, 'VOEvent');
	if (root.name !== 'VOEvent')
		throw wrong(root, `it begins with <${root.name}>, not with <VOEvent>`);
	const { ivorn = '', role = 'observation', version = '' } = root.attributes;
	if (!version.startsWith('2')) throw wrong(root, `version “${version}” is not read, only 2.0 is`);
	if (!/^ivo:\/\/[^\s#]{3,}#\S+$/.test(ivorn) || ivorn.length > 400)
		throw wrong(root, 'its ivorn is not of the form ivo://authority/stream#event');
	const known = VOEVENT_ROLES.find((name) => name === role);
	if (!known) throw wrong(root, `“${shortened(role)}” is no role of a VOEvent`);
	return {
		ivorn,
		role: known,
		authorIvorn: shortened(textOf(root, 'Who', 'AuthorIVORN')),
		date: dateIn(findElement(root, 'Who', 'Date')),
		author: authorOf(root),
		params: paramsOf(root),
		...placeOf(root),
		how: shortened(textOf(root, 'How', 'Description')),
		concept: shortened(textOf(root, 'Why', 'Concept')),
		why: shortened(textOf(root, 'Why', 'Description')),
		citations: elementsNamed(root, 'EventIVORN').map(({ text }) => shortened(text.trim()))
	};
}

function authorOf(root: XmlElement): string {
	const author = findElement(root, 'Who', 'Author');
	if (!author) return '';
	const names = ['title', 'shortName', 'contactName'].map((name) => textOf(author, name));
	return shortened(names.find((name) => name !== '') ?? '');
}

/** Those of groups are named `group:name`, as the packet means them. */
function paramsOf(root: XmlElement): VoeventParam[] {
	const what = findElement(root, 'What');
	if (!what) return [];
	const direct = what.children
		.filter(({ name }) => name === 'Param')
		.map((param) => paramOf(param));
	const grouped = what.children
		.filter(({ name }) => name === 'Group')
		.flatMap((group) => {
			const prefix = group.attributes.name ? `${group.attributes.name}:` : '';
			return group.children
				.filter(({ name }) => name === 'Param')
				.map((param) => paramOf(param, prefix));
		});
	const params = [...direct, ...grouped];
	if (params.length > MOST_PARAMS) throw wrong(what, `it has more than ${MOST_PARAMS} Params`);
	return params;
}

function paramOf(param: XmlElement, prefix = ''): VoeventParam {
	const { name = '', ucd = '', unit = '', value } = param.attributes;
	return {
		name: shortened(prefix + name),
		value: shortened(value ?? textOf(param, 'Value')),
		ucd: shortened(ucd),
		unit: shortened(unit)
	};
}

function placeOf(root: XmlElement): Pick<Voevent, 'raDeg' | 'decDeg' | 'errorDeg' | 'time'> {
	const path = ['WhereWhen', 'ObsDataLocation', 'ObservationLocation', 'AstroCoords'];
	const coords = findElement(root, ...path);
	const position = coords && findElement(coords, 'Position2D');
	if (!position)
		throw wrong(
			findElement(root, 'WhereWhen') ?? root,
			'it says no position (WhereWhen … Position2D)'
		);
	refuseOtherSystem(coords, position);
	const raDeg = numberIn(position, 'C1');
	const decDeg = numberIn(position, 'C2');
	if (raDeg < 0 || raDeg > 360)
		throw wrong(position, `right ascension ${raDeg}° is not in 0 to 360°`);
	if (decDeg < -90 || decDeg > 90)
		throw wrong(position, `declination ${decDeg}° is not in −90 to 90°`);
	const radius = findElement(position, 'Error2Radius');
	const errorDeg = radius ? numberOf(radius, 'Error2Radius') : 0;
	if (errorDeg < 0 || errorDeg > 180)
		throw wrong(position, `an error of ${errorDeg}° is no radius`);
	const time = dateIn(findElement(coords, 'Time', 'TimeInstant', 'ISOTime'));
	return { raDeg: raDeg === 360 ? 0 : raDeg, decDeg, errorDeg, time };
}

/** FK5 at J2000 agrees with ICRS to a few hundredths of an arcsecond: less than any error circle. */
function refuseOtherSystem(coords: XmlElement, position: XmlElement): void {
	const system = coords.attributes.coord_system_id ?? '';
	if (system !== '' && !/ICRS|FK5/.test(system))
		throw wrong(coords, `positions in “${shortened(system)}” are not read: ICRS or FK5 are`);
	const unit = position.attributes.unit ?? 'deg';
	if (unit !== 'deg' && unit !== 'degrees')
		throw wrong(position, `positions in “${shortened(unit)}” are not read: degrees are`);
}

function numberIn(position: XmlElement, name: 'C1' | 'C2'): number {
	const element = findElement(position, 'Value2', name);
	if (!element) throw wrong(position, `its position has no ${name}`);
	return numberOf(element, name);
}

function numberOf(element: XmlElement, name: string): number {
	const text = element.text.trim();
	const value = Number(text);
	if (text === '' || !Number.isFinite(value))
		throw wrong(element, `“${shortened(text)}” is not a number for ${name}`);
	return value;
}

/** Times without a zone are UTC. */
function dateIn(element: XmlElement | null): Date | null {
	const text = element?.text.trim() ?? '';
	if (!element || text === '') return null;
	const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
	const date = new Date(zoned);
	if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(date.getTime()))
		throw wrong(element, `“${shortened(text)}” is no time like 2026-05-31T21:04:05`);
	return date;
}

function shortened(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function wrong({ line }: XmlElement, reason: string): Failure {
	return new Failure('Invalid', `The VOEvent cannot be read, line ${line}: ${reason}.`);
}
