import { describe, expect, test } from 'vitest';
import type { Voevent } from '#schema/voevent.ts';
import { VOEVENT_ROLES } from '#schema/voevent.ts';
import { Random } from '#science/stats/random.ts';
import { readVoevent } from './voevent.ts';
import { writeVoevent } from './voeventXml.ts';

const EVENT: Voevent = {
	ivorn: 'ivo://example.org/caustic#alert-1',
	role: 'observation',
	authorIvorn: 'ivo://example.org/caustic',
	date: new Date('2026-05-31T21:04:05.120Z'),
	author: 'The Example Survey',
	params: [{ name: 'etaPeak', value: '12.5', ucd: 'stat.fit.chi2', unit: '' }],
	raDeg: 149.983,
	decDeg: -29.97,
	errorDeg: 0.0003,
	time: new Date('2026-05-30T10:00:00Z'),
	how: 'A watch rule fired.',
	concept: 'process.variation;em.radio',
	why: 'η 12.5 ≥ 10',
	citations: ['ivo://gcn/stream#22']
};

const SIGNS = [
	'&',
	'<',
	'>',
	'"',
	"'",
	']]>',
	'\n',
	'\t',
	'η',
	'𝛼',
	'a',
	' b',
	'&amp;',
	'--',
	'\r'
];

function anyText(random: Random): string {
	const signs = Array.from(
		{ length: random.integer(12) },
		() => SIGNS[random.integer(SIGNS.length)]
	);
	return `x${signs.join('')}y`;
}

function anyEvent(random: Random): Voevent {
	const date = new Date(Math.floor(random.uniform() * 4e12));
	return {
		...EVENT,
		ivorn: `ivo://example.org/s${random.integer(99)}#e&<"${random.integer(1e6)}`,
		role: VOEVENT_ROLES[random.integer(4)],
		author: anyText(random),
		date: random.uniform() < 0.2 ? null : date,
		time: random.uniform() < 0.2 ? null : date,
		params: Array.from({ length: random.integer(5) }, () => ({
			name: anyText(random),
			value: random.uniform() < 0.5 ? String(random.uniform() * 1e-7) : anyText(random),
			ucd: random.uniform() < 0.5 ? '' : 'phot.flux.density;em.radio',
			unit: random.uniform() < 0.5 ? '' : 'mJy/beam'
		})),
		raDeg: random.uniform() * 360,
		decDeg: random.uniform() * 180 - 90,
		errorDeg: random.uniform() * 10 ** -random.integer(9),
		how: anyText(random),
		concept: anyText(random),
		why: anyText(random),
		citations: Array.from({ length: random.integer(3) }, (_, i) => `ivo://a.b/c#${i}`)
	};
}

test('500 random packets are read as they were written', () => {
	for (let seed = 1; seed <= 500; seed++) {
		const event = anyEvent(new Random(seed));
		expect(readVoevent(writeVoevent(event)), `seed ${seed}`).toEqual(event);
	}
});

test('the parts stand in the order of the schema', () => {
	const parts = [...writeVoevent(EVENT).matchAll(/^\t<(\w+)/gm)].map(([, name]) => name);
	expect(parts).toEqual(['Who', 'What', 'WhereWhen', 'How', 'Why', 'Citations']);
});

test('the packet says what the standard asks for', () => {
	const xml = writeVoevent(EVENT);
	expect(xml).toContain('xmlns:voe="http://www.ivoa.net/xml/VOEvent/v2.0"');
	expect(xml).toContain(
		'version="2.0" role="observation" ivorn="ivo://example.org/caustic#alert-1"'
	);
	expect(xml).toContain('<ISOTime>2026-05-30T10:00:00.000</ISOTime>');
	expect(xml).toContain('<Value2><C1>149.983</C1><C2>-29.97</C2></Value2>');
	expect(xml).toContain('<Error2Radius>0.0003</Error2Radius>');
	expect(xml).toContain(
		'<Param name="etaPeak" ucd="stat.fit.chi2" value="12.5" dataType="float"/>'
	);
});

test('signs that XML cannot say are left out', () => {
	const event = { ...EVENT, why: 'a\u0000b\u0008c\ud800d\uffffe' };
	expect(readVoevent(writeVoevent(event)).why).toBe('abc\ufffdde');
});

test('a packet of another maker: other prefixes, groups, FK5, a Value element, no error', () => {
	const event = readVoevent(`<?xml version="1.0"?>
<v:VOEvent xmlns:v="http://www.ivoa.net/xml/VOEvent/v2.0" version="2.0" role="observation" ivorn="ivo://nasa.gsfc.gcn/SWIFT#BAT_1">
<Who><Date>2014-05-05T10:00:01</Date><Author><shortName>VO-GCN</shortName></Author></Who>
<What><Param name="Rate"><Value>3.5</Value></Param><Group name="Obs"><Param name="Snr" value="9" unit="s"/></Group></What>
<WhereWhen><ObsDataLocation><ObservatoryLocation id="GEOLUN"/><ObservationLocation>
<AstroCoordSystem id="UTC-FK5-GEO"/><AstroCoords coord_system_id="UTC-FK5-GEO">
<Time unit="s"><TimeInstant><ISOTime>2014-05-05T09:59:10.5</ISOTime></TimeInstant></Time>
<Position2D unit="deg"><Name1>RA</Name1><Name2>Dec</Name2><Value2><C1> 360 </C1><C2>+1.5e1</C2></Value2></Position2D>
</AstroCoords></ObservationLocation></ObsDataLocation></WhereWhen>
</v:VOEvent>`);
	expect(event).toMatchObject({ author: 'VO-GCN', raDeg: 0, decDeg: 15, errorDeg: 0, why: '' });
	expect(event.time?.toISOString()).toBe('2014-05-05T09:59:10.500Z');
	expect(event.params.map(({ name, value }) => [name, value])).toEqual([
		['Rate', '3.5'],
		['Obs:Snr', '9']
	]);
});

describe('refused, with the line', () => {
	const good = writeVoevent(EVENT);
	test.each([
		['an element that is not closed', good.replace('</What>', ''), /line \d+: /],
		['another document', '<a>\n</a>', /line 1: it begins with <a>/],
		['nothing', '', /line 1/],
		['no XML at all', 'hello', /line 1/],
		['version 1', good.replace('version="2.0"', 'version="1.1"'), /line 2: version “1.1”/],
		['no ivorn', good.replace(/ivorn="[^"]*"/, ''), /ivorn/],
		['another role', good.replace('role="observation"', 'role="king"'), /“king” is no role/],
		['no position', good.replace(/<Position2D[\s\S]*<\/Position2D>/, ''), /no position/],
		['no number', good.replace('149.983', 'ten'), /line \d+: “ten” is not a number for C1/],
		['an empty number', good.replace('149.983', ''), /“” is not a number/],
		['NaN', good.replace('149.983', 'NaN'), /“NaN” is not a number/],
		['a position beyond the pole', good.replace('-29.97', '-97'), /declination -97°/],
		['a galactic position', good.replaceAll('UTC-ICRS-TOPO', 'UTC-GAL-TOPO'), /ICRS or FK5/],
		['radians', good.replace('unit="deg"', 'unit="rad"'), /degrees are/],
		['a time that is none', good.replace('2026-05-30T10:00:00.000', 'yesterday'), /“yesterday”/],
		[
			'an entity bomb',
			'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>\n<VOEvent>&c;</VOEvent>',
			/DOCTYPE/
		],
		['a file by an entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><VOEvent/>', /DOCTYPE/],
		['elements without end', '<a>'.repeat(5000), /more than 40 deep/],
		['more than a mebibyte', ' '.repeat(2 ** 20 + 1), /larger than 1 MiB/],
		['many elements', `<VOEvent>${'<a/>'.repeat(30_000)}</VOEvent>`, /more than 20000 elements/]
	])('%s', (_, xml, sentence) => {
		expect(() => readVoevent(xml)).toThrow(sentence);
		expect(() => readVoevent(xml)).toThrow(expect.objectContaining({ code: 'Invalid' }));
	});

	test('whatever is cut off or changed in a packet, it is read or refused, and nothing else', () => {
		const random = new Random(3);
		for (let round = 0; round < 500; round++) {
			const at = random.integer(good.length);
			const changed =
				good.slice(0, at) +
				SIGNS[random.integer(SIGNS.length)] +
				good.slice(at + random.integer(5));
			try {
				readVoevent(changed);
			} catch (error) {
				expect(error).toMatchObject({ code: 'Invalid' });
			}
		}
	});
});
