FROM python:3.12 AS build
COPY *.whl /src/
RUN pip install --no-index --no-cache-dir /src/*.whl

FROM python:3.12-slim
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
COPY --from=build /usr/local/bin /usr/local/bin
ENV PYTHONPATH=/srv/app
WORKDIR /srv/app
COPY server.py .
USER 10001:10001
ENTRYPOINT ["python"]
CMD ["server.py"]
