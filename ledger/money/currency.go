package money

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// ErrCurrency is wrapped by every refusal of a currency's code.
var ErrCurrency = errors.New("a currency is one of the three-letter codes of ISO 4217, such as USD")

// Currency is a code of ISO 4217. The zero Currency is one not given.
type Currency struct{ code string }

// ParseCurrency reads a code in capitals. Its errors wrap ErrCurrency.
func ParseCurrency(code string) (Currency, error) {
	if minorUnits(code) < 0 {
		return Currency{}, fmt.Errorf("%q is no currency: %w", shorten(code), ErrCurrency)
	}
	return Currency{code: code}, nil
}

// Currencies lists every code of ISO 4217 that Stakebook takes, in order.
func Currencies() []Currency {
	words := strings.Fields(currencyTable)
	all := make([]Currency, 0, len(words))
	for _, word := range words {
		all = append(all, Currency{code: word[:3]})
	}
	return all
}

// IsZero says that no currency is given.
func (c Currency) IsZero() bool { return c.code == "" }

// MinorUnits counts the digits after the point in which the currency is paid: 2 for USD, 0 for JPY.
func (c Currency) MinorUnits() int { return max(minorUnits(c.code), 0) }

// String is the code.
func (c Currency) String() string { return c.code }

// MarshalText writes what String writes.
func (c Currency) MarshalText() ([]byte, error) { return []byte(c.code), nil }

// UnmarshalText reads what ParseCurrency reads; an empty text is a currency not given.
func (c *Currency) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Currency{}
		return nil
	}
	parsed, err := ParseCurrency(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// minorUnits is -1 for what is no code.
func minorUnits(code string) int {
	at, found := sort.Find(currencies, func(i int) int {
		return strings.Compare(code, currencyTable[i*currencyWidth:][:codeSize])
	})
	if !found {
		return -1
	}
	return int(currencyTable[at*currencyWidth+codeSize] - '0')
}

// The measures of currencyTable: how long a code is, what a currency takes with what parts it from the next, and how
// many there are.
const (
	codeSize      = 3
	currencyWidth = codeSize + 2
	currencies    = (len(currencyTable) + 1) / currencyWidth
)

// currencyTable is list one of ISO 4217 with minor units: currencies and units of account of funds. What has no minor
// units there (metals, baskets, test codes) is left out.
const currencyTable = `AED2 AFN2 ALL2 AMD2 AOA2 ARS2 AUD2 AWG2 AZN2 BAM2 BBD2 BDT2 BGN2 BHD3 BIF0 BMD2 BND2 BOB2 BOV2 BRL2 BSD2 BTN2
BWP2 BYN2 BZD2 CAD2 CDF2 CHE2 CHF2 CHW2 CLF4 CLP0 CNY2 COP2 COU2 CRC2 CUP2 CVE2 CZK2 DJF0 DKK2 DOP2 DZD2 EGP2
ERN2 ETB2 EUR2 FJD2 FKP2 GBP2 GEL2 GHS2 GIP2 GMD2 GNF0 GTQ2 GYD2 HKD2 HNL2 HTG2 HUF2 IDR2 ILS2 INR2 IQD3 IRR2
ISK0 JMD2 JOD3 JPY0 KES2 KGS2 KHR2 KMF0 KPW2 KRW0 KWD3 KYD2 KZT2 LAK2 LBP2 LKR2 LRD2 LSL2 LYD3 MAD2 MDL2 MGA2
MKD2 MMK2 MNT2 MOP2 MRU2 MUR2 MVR2 MWK2 MXN2 MXV2 MYR2 MZN2 NAD2 NGN2 NIO2 NOK2 NPR2 NZD2 OMR3 PAB2 PEN2 PGK2
PHP2 PKR2 PLN2 PYG0 QAR2 RON2 RSD2 RUB2 RWF0 SAR2 SBD2 SCR2 SDG2 SEK2 SGD2 SHP2 SLE2 SOS2 SRD2 SSP2 STN2 SVC2
SYP2 SZL2 THB2 TJS2 TMT2 TND3 TOP2 TRY2 TTD2 TWD2 TZS2 UAH2 UGX0 USD2 USN2 UYI0 UYU2 UYW4 UZS2 VED2 VES2 VND0
VUV0 WST2 XAF0 XCD2 XCG2 XOF0 XPF0 YER2 ZAR2 ZMW2 ZWG2`
