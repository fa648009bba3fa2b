using System.IO.Compression;

namespace ModelPack.Core.Tests.Lineage;

/// <summary>Tracking databases that SQLite wrote, with few tables and rows. Compressed.</summary>
internal static class TrackingDatabases
{
    /// <summary>Pages of 512 bytes: 300 metrics, a parameter that overflows, a column that was added later.</summary>
    public static byte[] Big { get; } = Unpack(
        "H4sIAAAAAAACA+3bCVxUVdsA8HuYMwzghiKCuDCCCAgqip6jorEoCMqiiPuCiKMiMwPCoLiF52bmkmsuZWZallnmVuaSubSprZptlpW5ZIuW2qJGy3svc3q7T1/9nvjx/r7ve5Pj9eoM"
        + "/O8zc5+7nueegQPSC1w26/iiEkeeyxqreCiEKAlWq6IoZu1vnPJ7019Tw2ui4M2stM8nOvQgP+ivfUil+z+17f+4WfRUenrU0xNJriraVNtuhVaPUMWvqa28OC/fVTDF5lOV/5uKNtW2"
        + "W6l5mvy8ta3Avf8fVLSptv33tXjilRHQwsOjqXce0sYXlJS6UtIy0wamJvc2fW45btz/TyvaVNv+YS3UlIFuFvXIDe2a77KiXCaHlRe1P//hFk49A+L8iVLgHGcrL51sL3D957+n9hUi"
        + "/9YvigHEEhAaStQCV95Yu007/NlKChw2p6vU8F+PXtnJiTnJ1pzEpPRkq+EH1ojfX+QWjLOmZeYk90nOtmZm5VgzB6WnR1udeQ6bdXBidq/UxOyITl1YZLTVXjDelj8t327LLXXlTfj9"
        + "p7GdtB/2ysocmJOdqC3IECe3uNDaPzstIzF7mLVf8rA/RNXUoMy0AYOSrRF6tMjILh6eAWmhxhVsy80rcxVVvc41fPzcjoYXJm1teFVdDujX5soGRdlA3vt/uRGrsSZLgL8/mZNWlbOS"
        + "Mmep/peCLIXob4VYI7R/csvKtNwYVvNf5ydGW5laVlxlpf9+s5v7rRJXrktbUdaktD5acqKtNuc4+MZfpbWTvsw/3UyirWWltpJcw2dzbyCGbUD/9H9M/m/fSP/N1ORe/awR8hOnZVoj"
        + "wgdq7/UelJ7cOzzaGv7bwT08MjLyf+52xq1CX1u5HfW52Vx1/K/U17S/+5/aduu0xlX35mGko/4iTr83J1fJJXKRnCUfkffJSfIGOUZeJAfJPrKLbCObycPkAbKaLCMLyZ2kgkwjpcRB"
        + "JpA8MoIMIlkkjfQiPQl3L+6f27qrEdq8m6p3knRVA7U5V321OVP1Q2oXVf+dzqJcm8eKYm3eSUzU5h3FGG0eI4Zq8w6ivzZvL1K1eTuRoM2jRVdtHiVitHlboS8/UujLjxD68sOFvvw2"
        + "Ql9+mNCX31pffKi+9BB94a30ZVv1RQfrS26pL7iFvtzm+mKb6UsN0hfaVF9moL7IAH2JTbzcx/9XFTJNm/13NxHlaQlo1oyo7arOFA6bq6Qgv1T+4w3OF/JNa0RIoW1ayB9OCVPy7GU2"
        + "a0p6VqJ2oNeP+toR11H870P/n51j9JOG7bdfsfZOTkkclJ5jDY8JN5x8CkpznXlOa1JWVnpyYmakoGZLQNOmRORXfdrivJI8R6l77gU+q/u9P/uohoW3a2fNi7bmFzn0s46P/Aq//W7X"
        + "mBj9e/3ZB9evm+qW17ZbtumXgLVr4ZbOf/3atXBL579B7Vq4pfPvW7sWbun8N6xdC7d0/hvVroVbOv9+tWvhls6/UrsW/qnthc1o/a/qQa4QRZ/+vG2KJWb/N1pl2IucE2rX6D9s36/j"
        + "fv7jHUWbats/pUV60IZ+GfaSmPYd/87+76X0VcgJsoaMJW2Va8o+RdXeqHZjXhZ/i0cG8bIXlZbGH3K/afoG+wAWZjG659NaL9cm09eY82SeRvfSoKpmuow5MzMb3bH79LbGdAlzlFGj"
        + "Oy6/31eYMzGT0b0jP+eXmPPo4lHlvN3ujIz3BebaEYu/t0eGVxUzff738p+gkKNkKRlKrMrnynalXEn421n3NX677fJTXsfCNmANjG5Hw6pm+gFz9Vl9o9spt5bv0a/J6hndUzvi/HbE"
        + "NTZ9h7m6rK7R7ZLZ+xZzdVgdo9udfMI1KiDFdA1zPszH6PbKrfMq5ryZt9Htn3ykuTaZrmDOq8b5DzTGfUSun1+xuAEswOgeTTo6rE6rcaZfMNeENTG6TXK9/ow5f+ZvdI/lzQ3UJtNP"
        + "mGvMGhvdZpmPSsz5MT+je/za3P0btkWYfsRcI9bI6LbIPN7EXEPW0Oi2tqxqphuY861x/q3GuOvdb1ILFjeYBQM3p5VXku8c6om5lqyl0W1wHzeoGXMtWAvgNu3NC5qxilLMNWfNje4h"
        + "9/GGmjDXjDUD7oc5z23oMJF6YC6IBRndw+7jFCWYa8qaGt3G6Z/22dp4BlUwF1jj/EcY497n3j9oAyxuOAs3ujWJG4O0idbHXBvWBjj3fkXrYS6MhRnd/VtuNj687ziti7nWrLXRrXXv"
        + "j7QO5kJZqNE9kPh2C22iPpgLYSFGt869H1P0Mc5WrJXRPWg5fGVmsBf1wpy1xvmPMcZd6T7+0wAsbgfWAbhj86Lu8R1Cm2CuPWtvdKvc5w3qj14VsXbAHbY3OWwPoI0xF82ijW61+3xD"
        + "/TAXxaKAO56bOMv8HW2EubasrdHd6z5P0YaYi2SRwN08vGRt4I/UF3MRNc5/V2Pc5fL4GIzF5YwDty4x8nyjdbQl5hhjwMnjagvMdWFdjO6e7OaVUeWHaXPMdWadgZPH42aYi2WxRrei"
        + "cVWjQZjrxDoBJ4/jTTHXkXUE7sKZTR3M3Wgg5mJqnP8EY9yl8vwfjsWNZ/HAJVJfbaJtMHcbuw04ed0QhrmerCdwxyZn7f8gjrbGXA/Ww+iWyeuNUMzFsTjgRrTMLQuvR0Mw1511B05e"
        + "p7TCXDfWDbjrdNbh4GJqxVzXGuc/1Rj3bnl+7IDF7cP6APf+4Pmm++vQ9phLYSlGt0ieV9thLpklA7d1zJS94kMajbnerLfRLZbn4yjM9WK9gFvW8YkruyfQtphLYklGt0SexyMxl8gS"
        + "gRM3gsUNK43AXEKN89/fGHe+vP7jWNwslgXcpcUrfWNPUYa5TJZpdAvkdWMXzGWwDODu/WbMpPwDtDPm0lk6cPJ6MxZz/Vg/o1uYKZ7+vFkW7YS5vqwvcPI6Fe3GS2NpYH+qbzGJQ2do"
        + "DOZSa5z/oca4d8nro3gs7hA2BLgF6aJ841F6G+YGs8HAyeuqnpgbxAYZ3bzAqkZ7YC6H5QAnr8fiMDeQDQRuy94Ghd8+TrtjLptlAyev47phbgAbAPan1O0/vfvFGdoVc/1rnP8xxrh3"
        + "yuv/PljcXJYL3OK3YsTQyzQFc6PZaODkfUMy5kaxUUY31yzGDG3iSXtjbiQbCZy83+iFuRFsBHBiYhMxMYAmYW44Gw6cvE9JxNwwNgzsFx5nRtYRxTQBc0NrnP+Jxrh3yOvjLCzuBDYB"
        + "uLPR+89v9qCZ6ChWNt7o5sjr6gzM2ZgNuJQbtrGnKmk65saxccDJ6/F+mMtn+cBte3d99sERtC/mxrKxwMnr+DTM5bE8sF+0sHx59oY/TcXYmBrnv9gYV5X3f0OwuEWsCLjS/ntEeBc6"
        + "GHNO5gRO3jcOwpyDOYA7VpkhotfTHMzZmR04eb85EHOFrBBs36Hn+kb5HqTZmJvEJgEn71MHYK6AFQAnuvqJro1pf8xNrHH+y41xhbw/ysXiTmVTgetytKE20dGYm8KmACfvq0ZhroyV"
        + "AScCG4rARnQk5lzMBZy8HxuBuVJWCtybnk8+JFrQ4ZgrYSXAyfu4YZibzCaD7TR4t2hVWU6HYq7Ynf/4P+Y//u+mXyjGuLPl/f8ELG4FqwDOmiA8qBcdj7nb2e3AyX4DG+ZmsVnAjc14"
        + "6+rmn+g4zM1kM4GT/Q35mJvBZgD3qPCZ6LuJjsXcdDYdONlPgR7+p7FpwF36vvCztUvpGMyVu/Mfo5CXyd0kmwQqHysblUlKzF8lnAt3md/DHeh2eUNchAVS7uLCAuSQ7sfIBRd1onIu"
        + "F55AyptpByrv5MIM5GuWp8ilQ9SOyjlcUKOskDfihai8gwsTkL1t6/omTaaTUKly4QGkvIkvQKXgggB5qIL8ZLlCJ6JydvXz72uMNFN2+ExFIy3hogGQG58yj/50GZ2CysVc1AdSdhaV"
        + "oXIRF/WMclbdXUuch1zUhcq7uagLpOxoKkXlQi7qADn1mZw90Z1pCSoXcOEDpOykmozK+Vx4A3nh3XM35i6gxaicV/38BxojTZcdIhVopNVcBBjlDCtLsM8+RW9H5SoumgApO1NmoXIl"
        + "F/5AzrL3/CB2IZ2JyhVcNAZSdsTMQOU9XPgB+VHU/BWe1+l0VC7nohHYzmUnzjRULuOiIZDxS8gLN67QclQurX7+rcZI02SH311opAe5CAby+ROZ5zd40LmoXMdFSyBlZ+GdqHyAixZg"
        + "a21y8ub0fh50DirXctEcSNnReAcq7+eiGZAO8ujxIAdVUbmGiyAgZSelQOV9XDQF8qXioJeKm9HZqLy3+vmPMEYqlx1iS9BIm7gIB3LuhStPbO9LF6PyUS7aACk70xah8hEuwoA8SRbF"
        + "BJ6kd6NyIxetgZQdcQtR+TAXoWBrtVamHT8bSReg8iEuQoCUnXjzUbmBi1ZAFp+/UXdPCZ2HyvXVz3+MMdJU2eG7Go20jYsOQE44fb7z5h10FSq3ctEeSNlZvBKVT3LRDsgnQ7zOXHqB"
        + "rkDlFi6igZQdzfeg8gkuooD8zvwzqUigy1H5OBdtwTYnO6mXoXIzF5FA9lg9feeBj+hSVD5W/fx3NUaaIjtEH0Qj7eaCA5l3adKAkJt0HSqf4YIBKTtTH0DlLi66ALmhx4mBJUvpWlQ+"
        + "zUVnIGVH7P2ofIqLWCA/vV7Yix+ha1C5k4tOYMuRnbj3oXIHFx2BbB1RkfLxfnovKrdXP/8JxkhlssN/ExrpIBfxQE6+3KN/YXf6KCoPcHEbkLJY8Agqn+OiJ5BbzIVk+CG6EZX7uegB"
        + "pCw0PIzKZ7mIA/LiiD3H/S/Sh1C5j4vuYMuRRYoNqNzLRTcgQ3+cSsYm0PWo3FP9/KcaI7lkh/g2NNIRLvoAubLbuZ3HJ9CtqHyZixQgZWf6k6h8iYtkIF/Zc1fYNifdgsoXuegNpOyI"
        + "fwKVL3DRC+Sf9PfXJvo4Kp/nIglI2YmPjuFSDnORCGQ379TvGnxFH0Ploernv78xUqks+OxGI73JRRaQx1ZunPHERfoMKt/gIhNIWSzahcrXucgAspLEb/erpE+j8jUu0kH+ZaHpKVS+"
        + "ykU/INuND3sn+C66E5WvcNEXSFmk2oHKY1ykATnm1SPfv7mGbkfl0ernf6gxUoksiBxEI73HxRCQi3pNScyJpfQAKt/lYjCQspjyHCrf4WIQkN3Pjxiyfyfdj8q3ucgBUhZinkXlSS4G"
        + "Almw6NuPLal0Hyrf4iIbSFnE2YvKE1wMAPK+5tGBFfl0DyqPVz//Y0D+ZcHvCBrpEy5ygRwdUjx7+VX6Mio/5mI0kLJY+BIqP+JiFJDztjeat92PvojK01yMBFIWGl9A5YdcjADyafok"
        + "iUqgz6PyAy6GAymLlIdReYqLYUCeCTvUb/ZqegiV71c//xONkSbLgtibaKSLXEwA8tm+CSmXI+kbqPyMi/FAymLa66i8wIUNyLPfxMXvcdHXUHmei3FAykLcq6g8x0U+yEWdPnUnHDpF"
        + "X0HlWS7GAimLeMdQ+SkXeUB2Hly+Zv8n9Cgqz1Q//8VgvciC73topG+4KAIydOjFUTGx9F1Ufs2FE0hZLH4HlZe5cACZmlvf5/U4+jYqL3FhB1IWmk+i8isuCoF0es5PKp1G30Lll1xM"
        + "AlIWqU+g8gsuCoBcMXD23Q+tpcdR+Xn1819ujFQsC6KfoJGuczEVyJXx3Yh3Dv0YlT9wMQVIWUz9CJXfc1EG5O7PLoU9cJSeRuV3XLiAlIXYD1H5LRelQH5ofWxJyir6ASqvcVECpCzi"
        + "nkLlVS4mA/nLFd9frjSk76PySrXzryogkiz4X0Qj/cpFBZC+VY1+hspfuLgdSPmwwAVU/szFLCBjlu0KHh1Ez6PyJy5mAikfNDiHykouZgA5YPX19zpTehaVP3IxHUj5kMKnqLzJxTQg"
        + "S9v49Ln+Mj2DyhvVzz+o/xfJujg6zJ9YuArq/0VhP/QO9dlF0YH+xJOroP5fJCvq6FB/YuYqqP8X5ftuWf/hLooO9ieUq6D+XyRr8ehwf2LiKqj/F21o/jj5sRFFB/wTD66C+n+RrOKj"
        + "Q/4J4Sqo/xedCdb+WCk6+p8o1c8/qP875fMf6IB/0oCroP7v7L5s2umgUooO+Sf1uQrq/0755Ag66J/U4yqo/ztdQY+s7n+eosP+SV2ugvq/Uz5zgg78J3W4Cur/zq2zp+8jX1F06D/x"
        + "4Sqo/zvl0yro4H/izVVQ/3d+ceRG8mIPig7/J17Vzz+o/zvkcxHogH8SwFVQ/3eM3DK7rGQnRYf8kyZcBfV/h3yiAh30T/y5Cur/juXXQltWLKDosH/SmKug/u+Qz2KgA/+JH1dB/d/x"
        + "Cjm9vsUrFB36TxpxFdT/HfIpDnTwP2nIVVD/d5IzLbWJosP/iW/18w/q/3b38z9mdMA/CeYqqP/bF7YZXrkgyYwO+SctuQrq/3b3k0NmdNA/acFVUP+3H3CsIq9eNKPP05HmXAX1f7v7"
        + "mSMzOvCfNOMqqP/brzlH9j74shkd+k+CuArq/w7300pmgsqmXAX1f0d49MM/jQgyo8P/SWD18w/q/4Xu52LM6IB/Es5VUP8vfPFn27zbZpjRIf+kDVdB/b/Q/USNGR30T8K4Cur/hd/f"
        + "8fXcRQvN6LB/0pqroP5vdz+LY0YH/pNQroL6v73Nrm7t1zc3o0P/SQhXQf3f7n6Kx4wO/ietuArq//ahK07US5trRof/k6rx/xblzt/z/5XyjPbyf7e1VztYAoh3BvGaOrHIbkMPJj93"
        + "Uttb/CzeGV5eBc7xFd/8WtUw1VZtZ/Hz0pC3Mw996pSroP5f6H7mzIwO/CdRXAX1/0Lb2XMHvjab0aH/pC1XQf2/0P20mhkd/E8iuQrq/4UrW0YF/hpqRof/k4h/AdU9GJEAdgAA");

    /// <summary>Texts in UTF-16.</summary>
    public static byte[] Utf16 { get; } = Unpack(
        "H4sIAAAAAAACA+1YQU8TQRT+ZtuyFtKDiZpgQrLbpIEmQCpEY29iKdBYWilgwqmppZDGUrBdiB4LmJh48+if8Af4J/wHXvkFXLz4zQzbWrqVIjGI7pudzszOm/dm5r15305XV7JVp2Jt"
        + "7TZ2So41CwNC4IllAQgxj6BDwbPskoGLKYTpspCCDHEq2yPiu674dM0UklYJigh/hTgBH5/+YbonghiNVfAGeyihDAdVHKCCYWX/U/in8n+icGA0rH1BnX/6A8ri4x9SdnRfmHYyKd6l"
        + "HbreS9Todlp5BQ264Q7LOh2y2eetkUIBacxhjb8Wf+fwFFlV9x5gYcKzp8j6JnszyClZi8wFtnPIsy3LdcrNYpL1Oqcqx1l4QX0FpLCkygnM4CEeIa64apS4Ra4y3jLLhRWpXy5z23Ps"
        + "LEfrkSnqzGGVegvs0zOy+sx6D6/Y95ycGSwrSRtsP+PsNy5Yq9a1TukZrLBMK353bXGmiAL12xCfxB2xwsohQqYdi4mjZMdaMmQ01KBmVz3c3zI/s0mdUa6hwl2K9tnRBOfibYkpJouS"
        + "ZL2MXUp01zjMNwfsqWHfc7cfU2pCSZZjG+Sqc1/2mbQfeFsnjuOZgGmPjYn3U50t0KOb7XLIa+mkW4vBIbs6JqiiTiXSNE28Vo7iKPcoUYDDZXT6i22hRTxo181Nw7RboeTlJHkfCCnX"
        + "uyeg8f8D+Ph0vdQU4VbEnjKMWLiEq6VtmvkU32jmBRVbMow0S3TUeQROzK+9+P8FfHy6WTQfbEWu7CmSdMSOtkNPVEXsQePl7+CnG5M1VjrU0PTgTHZxNRSqOWfhy2K4zRDBNXJOKuyU"
        + "YfBXHJdF65n2PAf/muiP7e5+XoTm5/fd/V6Q5zdFPsnTvW9Sg3w7Tp2ps3O+rqw6z3dy9HhPHBhXSKfxX4jP4OPT3095Ebo72orU6CUJTBPWr3r+I4P+k+PTP0n6/sfDfzPO/2FuyLTj"
        + "cXG83Pk0lwHZUaG5zHDY3Rruf0PpZhz0jjJ57s6xQGl5JV/2uNij4/MOY30vCg2Kqy7yVXqkWIzfaWqeU1F+TcX3BLM3ElfVBUDicV3JyTNl1Z7kqOUH7J0RMwAWAAA=");

    /// <summary>A database whose last change is in its log.</summary>
    public static byte[] Logged { get; } = Unpack(
        "H4sIAAAAAAACA+1Xz2/TMBS2067tKvU0TVU1TXpqD0lEh8qmIRBCImuzLVqWsrRF2ikKqYeiNWlp0mk7dkLiT+KMxI0LfwAHjlx24IJAXLDTdEtHxzhMgtF8dfzj2bXf8/fy7DT2VNsn"
        + "cNDtO6YPa4hDHIeeACBEqwhl0QWS4TMGRteDQ3ctPMcq+CtrZ/GPUSXGX0aaUZnicoxI/AXRFGMWkMNJtFAgxz3T8u0jkg34/45oijFLSCUW5qkXjN7/t4imGLcRj3Fmd2GZ4wrz5jXo"
        + "dtqbiqY0tuVa4nP6Q/T9/4hoivGfoZTYvdYpcvgbvaSdIXRGI8A7+rth8MlU/tEiRrbbJsfey47t37yd1ATxjwYO93A6XyrhU9s3n3cIDX+kbzvE9b1IlavqstSUoSltqDJEOkC4aBh2"
        + "GxStKW/JOmj1JmgtVS2DazoEnkl6dVvShdX1+2IZOvYBsU6sDjE833xx0bu2Sjurda3R1CU6UWQdo3cIT3VlV9L3YUfev7Qq/VdLU/ZaMghsNVFc51J5pRTdYGKYA78btI2I+sa9SCNB"
        + "dyMTXAeCS/obhD7RrIKE3+xeJixf/wOu/atbRa3uD1xqLsvnTpcT6fziIn61HFDOZOxJTpBcZKIiCLQwBgNKbYSlq+mtUC4oqf7AOxc+HIn6vuHTfYYNZYtyWwbiticFV3nFKptzqpdN"
        + "OAvT87KXjHVnbrUtV3dACHVTNBD4BpXVWqpc48vAj08BXhTFHAq/9GLM5udAzP/M88+h9wif0Ox2Y3gnlc4vLeHTlSDUO8Tv25YXFvMTAT8UglA8JCfFSzH9yOwMCGyqdYlGaha2aSB1"
        + "euexe9ohwaI+GQ+BmrwptdQm8BU+cnrYnuGaLmzU66osaeIwOZfOFwp4aAXa9sy+6XijPDOh60g2TdXI5CsrYJbB6jrs2MiGJozHPqhUmF3TFBd/ArDoWC4AFAAA");

    /// <summary>The log of it.</summary>
    public static byte[] Log { get; } = Unpack(
        "H4sIAAAAAAACAzOvZ2ti0H0kwcDAxAAEjK/ez29ffDL9R2zWp798a6a4AsVYQBIw8burK4XEzj125wUpZjzIAESjYCgCW0YOX2FZJiZJzkQCIC+13M3TzzPYw9WF+QX7hcTkksyyVKAJ"
        + "HEDMBUsXlvffvPjZveQIJF1cZQCiUTBcgCYji6Cwb06RgZ4pocQCAEg4ZytQBAAA");

    private static byte[] Unpack(string text)
    {
        using GZipStream stream = new(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
