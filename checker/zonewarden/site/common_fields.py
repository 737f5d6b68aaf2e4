"""Fields and shapes that several kinds of file share."""

from __future__ import annotations

from zonewarden.site.shapes import (
    ID,
    MOMENT,
    TIMESTAMP,
    UNTIL,
    Either,
    Field,
    Flag,
    Form,
    Items,
    Number,
    Record,
    Shape,
    Text,
)  # fmt: skip

TEXT = Text()
TEXTS = Items(TEXT)
FLAG = Flag()
SCORE = Number(whole=True, high=4)
NUMBER = Number()
COUNT = Number(whole=True)
AT = Text(MOMENT)
END = Text(UNTIL)
ONE_OR_MORE = Either((TEXT, TEXTS))

OWNERS = Record(
    (
        Field("ot", TEXT, "accountable OT person or role"),
        Field("it", TEXT, "responsible IT or security person or role"),
        Field("deputy", TEXT, "who stands in"),
    )
)
APPROVAL = Record(
    (
        Field("by", Either((TEXT, TEXTS)), "who approved"),
        Field("role", TEXT, "in which role"),
        Field("at", AT, "when"),
        Field("text", TEXT, "why"),
    )
)
PERSON_APPROVAL = Record(
    (
        Field("by", Text(ID, refers=("person",)), "person id", required=True),
        Field("role", TEXT, "in which role"),
        Field("at", Text(TIMESTAMP), "when; before the grant begins", required=True),
        Field("text", TEXT, "why"),
    )
)
PEOPLE = Items(Text(ID, refers=("person",)))
OWNERS_FIELD = Field("owners", OWNERS, "who answers for it")
REVIEWED_FIELD = Field("reviewed_at", AT, "last review")


def identity(doc: str = "unique id") -> Field:
    """Return the required field `id`."""
    return Field("id", Text(ID), doc, required=True)


def choice(*words: str) -> Text:
    """Return a text that is one of `words`."""
    return Text(choices=words)


def ref(*kinds: str) -> Text:
    """Return the id of an object of one of these kinds."""
    return Text(ID, refers=kinds)


def refs(*kinds: str) -> Items:
    """Return a list of ids of objects of these kinds."""
    return Items(ref(*kinds))


def of(form: Form) -> Text:
    """Return a text of this form."""
    return Text(form)


def document(kind: str, *fields: Field) -> Record:
    """Return the shape of a whole file: the keys that every file may have, and `fields`."""
    head = (
        Field("schema", Text(choices=(f"{kind}/v1",)), "kind and version of the file", required=True),
        REVIEWED_FIELD,
        OWNERS_FIELD,
        Field("source", TEXT, "where the contents come from"),
    )
    own = {f.name for f in fields}
    return Record((*(f for f in head if f.name not in own), *fields))


def listing(name: str, item: Shape, doc: str) -> Field:
    """Return the required field that holds a file's objects."""
    return Field(name, Items(item), doc, required=True)
