import type { Document } from 'mongodb';

/** One collection's validator and indexes, carried out by migrations. */
export interface CollectionPlan {
	name: string;
	validator: Document;
	indexes: IndexPlan[];
}

export interface IndexPlan {
	key: Record<string, 1 | -1 | '2dsphere'>;
	unique?: boolean;
	/** Documents vanish this long after the indexed time. */
	expireAfterSeconds?: number;
	partialFilterExpression?: Document;
	sparse?: boolean;
}

export const text = { bsonType: 'string' };
export const number = { bsonType: ['int', 'long', 'double'] };
export const flag = { bsonType: 'bool' };
export const instant = { bsonType: 'date' };
export const bytes = { bsonType: 'binData' };
export const list = { bsonType: 'array' };
export const record = { bsonType: 'object' };
export const anything = {};
/** GeoJSON as toGeoJsonPoint writes it; the 2dsphere index refuses what is not on the sphere. */
export const point = {
	bsonType: 'object',
	required: ['type', 'coordinates'],
	properties: { type: { enum: ['Point'] }, coordinates: list }
};

export function nullable(type: { bsonType: string | string[] }) {
	return { bsonType: [type.bsonType, 'null'].flat() };
}

/** Every field named is required and of its type; others may be there too, so that a newer version's documents pass. */
export function shape(fields: Record<string, Document>): Document {
	return {
		$jsonSchema: { bsonType: 'object', required: Object.keys(fields), properties: fields }
	};
}
