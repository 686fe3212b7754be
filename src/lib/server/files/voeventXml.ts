import type { Voevent, VoeventParam } from '#schema/voevent.ts';

const NAMESPACE = 'http://www.ivoa.net/xml/VOEvent/v2.0';
const SYSTEM = 'UTC-ICRS-TOPO';

/** A VOEvent 2.0 packet (IVOA Recommendation 2011-07-11), its parts in the order of the schema. */
export function writeVoevent(event: Voevent): string {
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<voe:VOEvent xmlns:voe="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${NAMESPACE} http://www.ivoa.net/xml/VOEvent/VOEvent-v2.0.xsd" version="2.0" role="${event.role}" ivorn="${escaped(event.ivorn)}">`,
		...who(event),
		'\t<What>',
		...event.params.map((param) => `\t\t${written(param)}`),
		'\t</What>',
		...whereWhen(event),
		`\t<How><Description>${escaped(event.how)}</Description></How>`,
		'\t<Why>',
		`\t\t<Concept>${escaped(event.concept)}</Concept>`,
		`\t\t<Description>${escaped(event.why)}</Description>`,
		'\t</Why>',
		...citations(event.citations),
		'</voe:VOEvent>',
		''
	].join('\n');
}

function who({ authorIvorn, date, author }: Voevent): string[] {
	return [
		'\t<Who>',
		`\t\t<AuthorIVORN>${escaped(authorIvorn)}</AuthorIVORN>`,
		...(date ? [`\t\t<Date>${isoTime(date)}</Date>`] : []),
		`\t\t<Author><title>${escaped(author)}</title></Author>`,
		'\t</Who>'
	];
}

function written({ name, value, ucd, unit }: VoeventParam): string {
	const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
	const attributes = [
		['name', name],
		['ucd', ucd],
		['unit', unit],
		['value', value],
		['dataType', isNumber ? 'float' : 'string']
	];
	const said = attributes.filter(([key, text]) => key === 'value' || text !== '');
	return `<Param ${said.map(([key, text]) => `${key}="${escaped(text)}"`).join(' ')}/>`;
}

function whereWhen({ raDeg, decDeg, errorDeg, time }: Voevent): string[] {
	return [
		'\t<WhereWhen>',
		'\t\t<ObsDataLocation>',
		'\t\t\t<ObservatoryLocation/>',
		'\t\t\t<ObservationLocation>',
		`\t\t\t\t<AstroCoordSystem id="${SYSTEM}"/>`,
		`\t\t\t\t<AstroCoords coord_system_id="${SYSTEM}">`,
		...(time
			? [
					`\t\t\t\t\t<Time unit="s"><TimeInstant><ISOTime>${isoTime(time)}</ISOTime></TimeInstant></Time>`
				]
			: []),
		'\t\t\t\t\t<Position2D unit="deg">',
		'\t\t\t\t\t\t<Name1>RA</Name1>',
		'\t\t\t\t\t\t<Name2>Dec</Name2>',
		`\t\t\t\t\t\t<Value2><C1>${raDeg}</C1><C2>${decDeg}</C2></Value2>`,
		`\t\t\t\t\t\t<Error2Radius>${errorDeg}</Error2Radius>`,
		'\t\t\t\t\t</Position2D>',
		'\t\t\t\t</AstroCoords>',
		'\t\t\t</ObservationLocation>',
		'\t\t</ObsDataLocation>',
		'\t</WhereWhen>'
	];
}

function citations(ivorns: string[]): string[] {
	if (ivorns.length === 0) return [];
	const cited = ivorns.map(
		(ivorn) => `\t\t<EventIVORN cite="followup">${escaped(ivorn)}</EventIVORN>`
	);
	return ['\t<Citations>', ...cited, '\t</Citations>'];
}

/** VOEvent times are UTC without a letter for the zone. */
const isoTime = (date: Date) => date.toISOString().replace('Z', '');

const SIGNS: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\n': '&#10;',
	'\t': '&#9;',
	'\r': '&#13;'
};

/** Signs that XML 1.0 has no way to write are left out. */
function escaped(text: string): string {
	return text
		.toWellFormed()
		.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
		.replace(/[&<>"\n\t\r]/g, (sign) => SIGNS[sign]);
}
