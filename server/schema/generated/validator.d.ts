/** Written by hand for what scripts/generate-validator.mjs writes beside it. */

export interface SchemaError {
  /** JSON Pointer to the value that breaks the schema. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: {
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    readonly propertyName?: string;
    /** `uniqueItems`: the two equal items, the later one first. */
    readonly i?: number;
    readonly j?: number;
  };
}

export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

export const validateTask: Validator;
export const validateContainer: Validator;
