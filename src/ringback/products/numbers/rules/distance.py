"""How far apart two places are, and reading where one is."""

import math

from ringback.kernel import phone
from ringback.kernel import phone_nanp as nanp
from ringback.products.numbers.errors import InvalidNear

EARTH_RADIUS_MILES = 3958.8
DEFAULT_MILES, MOST_MILES = 25, 500
Point = tuple[float, float]  # latitude, longitude in degrees


def miles(a: Point, b: Point) -> float:
    """Great-circle distance (haversine)."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(math.radians, point)) for point in (a, b))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(half))


def point_of(text: str) -> Point:
    """ "37.77,-122.42" as a point; raises InvalidNear."""
    try:
        latitude, longitude = map(float, text.split(","))
    except ValueError:
        latitude, longitude = math.nan, math.nan
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise InvalidNear(name="NearLatLong", value=text, reason="must be latitude,longitude such as 37.77,-122.42")
    return latitude, longitude


def point_of_number(text: str) -> Point | None:
    """The place of a number under +1, or the middle of its area code; None where neither is known."""
    e164 = phone.parse(text)
    if e164 is None:
        raise InvalidNear(name="NearNumber", value=text, reason="is not a phone number; give it in E.164 form")
    place = phone.geography(e164)
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    entry = nanp.area_code(phone.area_code(e164) or "")
    return (entry.latitude, entry.longitude) if entry and entry.latitude and entry.longitude else None
