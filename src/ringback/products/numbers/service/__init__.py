"""The verbs of numbers."""

from ringback.products.numbers.service.addresses import AddressesService
from ringback.products.numbers.service.available import AvailableNumbersService
from ringback.products.numbers.service.numbers import NumbersService
from ringback.products.numbers.service.short_codes import ShortCodesService

__all__ = ["AddressesService", "AvailableNumbersService", "NumbersService", "ShortCodesService"]
